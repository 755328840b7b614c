package signet.signer.pkcs11.process;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.signer.SignerException;
import signet.signer.SignerLog;
import signet.signer.deadline.DeadlineTimer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tasks of a helper that end by themselves. */
public final class TokenTasks {

    /** No module has more slots than a person would look at. */
    private static final int MOST_TOKENS = 256;

    private TokenTasks() {}

    /**
     * Lists the tokens of a module.
     *
     * @param limit how long the module may take for each
     */
    public static List<ListedToken> list(
            HelperCommand command,
            String module,
            SignerLog log,
            DeadlineTimer timer,
            Duration limit)
            throws SignerException {
        JsonObject task = JsonObject.builder().put("task", "list").put("module", module).build();
        List<ListedToken> tokens = new ArrayList<>();
        try (Dialog dialog = Dialog.start(command, task, log, timer, limit)) {
            JsonObject report = dialog.read();
            while (Dialog.kind(report).equals("listed-token")) {
                if (tokens.size() == MOST_TOKENS) {
                    throw Dialog.violation("more than " + MOST_TOKENS + " tokens", null);
                }
                tokens.add(ListedToken.of(report));
                report = dialog.read();
            }
            if (!Dialog.kind(report).equals("done")) {
                throw Dialog.failed(report);
            }
            return tokens;
        }
    }

    /** Opens a key, has it sign, and closes it. */
    public static CheckedToken check(HelperStarter starter) throws SignerException {
        try (Dialog dialog = start(starter, starter.key().task("check", Optional.empty()))) {
            TokenReport token = TokenReport.of(dialog.read("token"));
            ReadyReport ready = ReadyReport.of(starter.login().logIn(dialog, token, "ready"));
            return new CheckedToken(token, ready, micros(dialog.read("checked")));
        } finally {
            starter.login().pins().close();
        }
    }

    private static List<Long> micros(JsonObject report) throws SignerException {
        try {
            return report.numbers("signature-micros");
        } catch (JsonException e) {
            throw Dialog.violation(e.getMessage(), e);
        }
    }

    /**
     * Makes a key on a token.
     *
     * @return its URI
     */
    public static String generate(HelperStarter starter, NewTokenKey key) throws SignerException {
        JsonObject task =
                JsonObject.builder()
                        .put("task", "keygen")
                        .put("uri", starter.key().uri())
                        .put("module", starter.key().module())
                        .put("type", key.type().name())
                        .put("id", key.id())
                        .put("label", key.label())
                        .build();
        try (Dialog dialog = start(starter, task)) {
            TokenReport token = TokenReport.of(dialog.read("token"));
            JsonObject report = starter.login().logIn(dialog, token, "generated");
            return report.requiredString("uri");
        } catch (JsonException e) {
            throw Dialog.violation(e.getMessage(), e);
        } finally {
            starter.login().pins().close();
        }
    }

    private static Dialog start(HelperStarter starter, JsonObject task) throws SignerException {
        return Dialog.start(
                starter.command(), task, starter.log(), starter.timer(), starter.limits().answer());
    }
}
