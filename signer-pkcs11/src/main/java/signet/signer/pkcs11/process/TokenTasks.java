package signet.signer.pkcs11.process;

import signet.signer.SignerException;
import signet.signer.SignerLog;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.pkcs11.dialog.ReadyKey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
        HelperTask task = new HelperTask.ListTokens(module);
        List<ListedToken> tokens = new ArrayList<>();
        try (Dialog dialog = Dialog.start(command, task, log, timer, limit)) {
            HelperReport report = dialog.read();
            while (report instanceof HelperReport.ListedToken listed) {
                if (tokens.size() == MOST_TOKENS) {
                    throw Dialog.violation("more than " + MOST_TOKENS + " tokens", null);
                }
                tokens.add(ListedToken.of(listed));
                report = dialog.read();
            }
            if (!(report instanceof HelperReport.Done)) {
                throw Dialog.failed(report);
            }
            return tokens;
        }
    }

    /** Opens a key, has it sign, and closes it. */
    public static CheckedToken check(HelperStarter starter) throws SignerException {
        try (Dialog dialog = start(starter, new HelperTask.Check(starter.key()))) {
            TokenReport token = TokenReport.of(dialog.read(HelperReport.TokenFound.class).token());
            ReadyKey ready = starter.login().logIn(dialog, token, HelperReport.Ready.class).key();
            return new CheckedToken(
                    token, ready, dialog.read(HelperReport.Checked.class).signatureMicros());
        } finally {
            starter.login().pins().close();
        }
    }

    /**
     * Makes a key on a token.
     *
     * @return its URI
     */
    public static String generate(HelperStarter starter, NewTokenKey key) throws SignerException {
        HelperTask task =
                new HelperTask.Generate(
                        starter.key().uri(),
                        starter.key().module(),
                        key.type(),
                        key.id(),
                        key.label());
        try (Dialog dialog = start(starter, task)) {
            TokenReport token = TokenReport.of(dialog.read(HelperReport.TokenFound.class).token());
            return starter.login().logIn(dialog, token, HelperReport.Generated.class).uri();
        } finally {
            starter.login().pins().close();
        }
    }

    private static Dialog start(HelperStarter starter, HelperTask task) throws SignerException {
        return Dialog.start(
                starter.command(), task, starter.log(), starter.timer(), starter.limits().answer());
    }
}
