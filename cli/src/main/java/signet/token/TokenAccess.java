package signet.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.dialog.HelperReport;
import signet.signer.pkcs11.dialog.PinFate;
import signet.signer.pkcs11.token.LoginOutcome;
import signet.signer.pkcs11.token.Token;
import signet.signer.pkcs11.token.TokenModule;
import signet.signer.pkcs11.token.TokenSession;
import signet.signer.pkcs11.uri.Pkcs11Uri;
import signet.signer.protocol.MalformedLineException;
import signet.text.Printable;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds a token, logs in to it, and does something there.
 *
 * @param accountd is told of the token, and asked for the PIN
 * @param module leads to the token
 */
record TokenAccess(Accountd accountd, TokenModule module) {

    /** What is done after the login. */
    @FunctionalInterface
    interface Use {
        /**
         * Does it.
         *
         * @param session is closed by the use, or by the end of the process
         * @param pin is overwritten after
         */
        ExitStatus of(TokenSession session, Optional<byte[]> pin)
                throws SignerException, TaskFailedException, EndOfInputException;
    }

    /**
     * Finds, logs in, and does it.
     *
     * @param serial the serial number that the token must have, where it is known already
     */
    ExitStatus with(Pkcs11Uri uri, Optional<String> serial, Use use)
            throws TaskFailedException, EndOfInputException, MalformedLineException {
        Token token = find(uri, serial);
        accountd.report(new HelperReport.TokenFound(new TokenTexts(module).of(token)));
        Optional<byte[]> pin = accountd.pin();
        try {
            TokenSession session = logIn(token, pin);
            return use.of(session, pin);
        } catch (SignerException e) {
            throw new TaskFailedException(e, pin.isPresent() ? PinFate.ACCEPTED : PinFate.NOT_SENT);
        } finally {
            pin.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        }
    }

    private Token find(Pkcs11Uri uri, Optional<String> serial) throws TaskFailedException {
        try {
            Token token = module.find(uri);
            if (serial.isPresent() && !serial.get().equals(token.serial())) {
                throw new SignerException.TokenUnavailable(
                        "Another token, with serial number \""
                                + Printable.of(token.serial())
                                + "\", is in the place of the one with serial number \""
                                + Printable.of(serial.get())
                                + "\"; put that one back. Nothing was sent to this one",
                        null);
            }
            return token;
        } catch (SignerException e) {
            throw new TaskFailedException(e, PinFate.NOT_SENT);
        }
    }

    private TokenSession logIn(Token token, Optional<byte[]> pin) throws TaskFailedException {
        return switch (module.login(token, pin)) {
            case LoginOutcome.LoggedIn(TokenSession session) -> session;
            case LoginOutcome.Failed(SignerException reason, boolean sent) ->
                    throw new TaskFailedException(reason, sent ? PinFate.SENT : PinFate.NOT_SENT);
        };
    }
}
