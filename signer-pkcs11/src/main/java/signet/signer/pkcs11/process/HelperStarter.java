package signet.signer.pkcs11.process;

import signet.signer.SignerException;
import signet.signer.SignerLog;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.pkcs11.dialog.ReadyKey;
import signet.signer.protocol.Greeting;
import signet.signer.protocol.LineReader;

import java.util.Optional;

/**
 * Starts helpers of one key, up to the point where they sign.
 *
 * @param command how a helper is started
 * @param key what it is told to open; without a serial, which the first start tells
 * @param login how it gets the PIN
 * @param limits how long it may take
 * @param timer for the limits
 * @param log gets its warnings and standard error
 */
public record HelperStarter(
        HelperCommand command,
        HelperTask.Key key,
        TokenLogin login,
        PipelineLimits limits,
        DeadlineTimer timer,
        SignerLog log) {

    /**
     * Starts a helper.
     *
     * @param serial the serial that the token must have, known from the first start
     */
    OpenHelper start(Optional<String> serial) throws SignerException {
        HelperTask.Key wanted = new HelperTask.Key(key.uri(), key.module(), key.engine(), serial);
        HelperTask task = new HelperTask.Serve(wanted);
        try (Dialog dialog = Dialog.start(command, task, log, timer, limits.answer())) {
            TokenReport token = TokenReport.of(dialog.read(HelperReport.TokenFound.class).token());
            checkSerial(token, serial);
            token.warnings().forEach(log::warning);
            ReadyKey ready = login.logIn(dialog, token, HelperReport.Ready.class).key();
            checkPolicy(token, ready);
            ready.warnings().forEach(log::warning);
            LineReader reader = new LineReader(dialog.helper().answers());
            Greeting greeting = dialog.greeting(reader);
            dialog.handOver();
            Pipeline pipeline =
                    new Pipeline(dialog.helper(), reader, ready.sessions(), limits, timer);
            return new OpenHelper(token, ready, greeting, pipeline);
        }
    }

    /** The helper has checked it already; a PIN must never depend on one program alone. */
    private static void checkSerial(TokenReport token, Optional<String> serial)
            throws SignerException {
        if (serial.isPresent() && !serial.get().equals(token.token().serial())) {
            throw new SignerException.TokenUnavailable(
                    "another token is inserted: "
                            + token.token()
                            + ", not the one with serial \""
                            + serial.get()
                            + "\"; nothing was sent to it",
                    null);
        }
    }

    private void checkPolicy(TokenReport token, ReadyKey ready) throws SignerException {
        if (ready.alwaysAuthenticate()
                && token.login() == TokenReport.Login.PIN
                && !login.pins().isAlwaysAtHand()) {
            throw new SignerException.KeyUnusable(
                    "the key needs its PIN for each signature, and \"pin-policy = ask\" forgets"
                            + " what was typed on the terminal; set \"pin-policy = keep\","
                            + " \"askpass\" or a pin-source",
                    null);
        }
    }
}
