package signet.accountd;

import signet.signer.pkcs11.dialog.ListedKey;
import signet.signer.pkcs11.dialog.ReadyKey;
import signet.signer.pkcs11.pin.PinState;
import signet.signer.pkcs11.process.CheckedToken;
import signet.signer.pkcs11.process.ListedToken;
import signet.signer.pkcs11.process.TokenReport;
import signet.text.Printable;

import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;

/** Words what is known of tokens, for people. All lines are printable. */
final class TokenText {

    /** So long a card alone does not take: a person has touched it. */
    private static final long TOUCH_MICROS = 1_500_000;

    private static final long MICROS_PER_MILLI = 1000;

    private TokenText() {}

    static List<String> lines(List<ListedModule> modules) {
        if (modules.isEmpty()) {
            return List.of(
                    "No PKCS#11 module is known on this host; name one: signet-accountd token list"
                            + " /path/of/module.so");
        }
        List<String> lines = new ArrayList<>();
        for (ListedModule module : modules) {
            lines.add("Module " + module.path());
            if (!module.failure().isEmpty()) {
                lines.add("  can't be used: " + module.failure());
            } else if (module.tokens().isEmpty()) {
                lines.add("  no token");
            }
            module.tokens().forEach(token -> add(lines, token));
        }
        return lines.stream().map(Printable::of).toList();
    }

    private static void add(List<String> lines, ListedToken listed) {
        lines.add("  Token " + describe(listed.token()));
        lines.add("    PIN: " + pin(listed.token()));
        listed.token().warnings().forEach(warning -> lines.add("    Warning: " + warning));
        if (listed.keys().isEmpty()) {
            lines.add("    no key is shown without a PIN");
        }
        for (ListedKey key : listed.keys()) {
            lines.add("    Key " + key.uri());
            lines.add(
                    "      "
                            + key.type()
                            + (key.label().isEmpty() ? "" : ", label \"" + key.label() + "\"")
                            + (key.certificate() ? ", with certificate" : ", no certificate")
                            + (key.alwaysAuthenticate().orElse(false)
                                    ? ", PIN for each signature"
                                    : "")
                            + key.usable()
                                    .map(algorithm -> ", usable as " + algorithm)
                                    .orElse(", not usable as account key"));
        }
    }

    private static String describe(TokenReport token) {
        return "\""
                + token.label()
                + "\", serial "
                + token.token().serial()
                + ", "
                + token.token().manufacturer()
                + " "
                + token.token().model()
                + ", slot "
                + token.slot();
    }

    private static String pin(TokenReport token) {
        String how =
                switch (token.login()) {
                    case NONE -> "none needed";
                    case PIN -> "needed";
                    case PINPAD -> "typed on the token's own keys";
                };
        return how + ", " + state(token.pinState());
    }

    private static String state(PinState state) {
        return switch (state) {
            case OK -> "no wrong PIN counted";
            case COUNT_LOW -> "a wrong PIN was counted";
            case FINAL_TRY -> "LAST TRY: the next wrong PIN locks the token";
            case LOCKED -> "LOCKED: unblock it with its PUK";
            case NOT_INITIALIZED -> "no PIN is set yet";
        };
    }

    static List<String> lines(CheckedToken checked) {
        ReadyKey ready = checked.ready();
        LongSummaryStatistics times =
                checked.signatureMicros().stream().mapToLong(Long::longValue).summaryStatistics();
        List<String> lines = new ArrayList<>();
        lines.add("Key:        " + ready.uri());
        lines.add("Token:      " + describe(checked.token()));
        lines.add(
                "Module:     " + checked.token().module() + " (" + checked.token().library() + ")");
        lines.add(
                "Engine:     "
                        + ready.engine()
                        + ", "
                        + ready.mechanism()
                        + (ready.engineReason().isEmpty()
                                ? ""
                                : " (" + ready.engineReason() + ")"));
        lines.add("Algorithm:  " + ready.algorithm() + "; a signature was made and verified");
        lines.add("Sessions:   " + ready.sessions() + " in parallel");
        lines.add(
                "PIN:        "
                        + (ready.alwaysAuthenticate() ? "for each signature" : "once, at the login")
                        + "; "
                        + state(checked.token().pinState()));
        if (times.getCount() > 0) {
            lines.add(
                    "Time:       "
                            + millis(times.getMin())
                            + " to "
                            + millis(times.getMax())
                            + " ms per signature");
        }
        lines.add("Touch:      " + touch(times));
        checked.token().warnings().forEach(warning -> lines.add("Warning:    " + warning));
        ready.warnings().forEach(warning -> lines.add("Warning:    " + warning));
        return lines.stream().map(Printable::of).toList();
    }

    private static String touch(LongSummaryStatistics times) {
        return times.getCount() > 0 && times.getMax() > TOUCH_MICROS
                ? "probably needed, as the token waited"
                : "not needed, as far as can be seen";
    }

    private static String millis(long micros) {
        long tenths = (micros * 10 + MICROS_PER_MILLI / 2) / MICROS_PER_MILLI;
        return tenths / 10 + "." + tenths % 10;
    }
}
