package signet.signer.pkcs11.token;

import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.Cryptoki;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.cryptoki.ReturnCode;

import java.util.OptionalInt;

/**
 * Explains why C_Login failed. Thread-safe.
 *
 * @param cryptoki the module
 * @param token the token
 */
public record PinRefusals(Cryptoki cryptoki, Token token) {

    /** Says whether the token cannot have seen the PIN, so that no try is used up. */
    public static boolean isNotSent(CryptokiException e) {
        return e.is(ReturnCode.PIN_LEN_RANGE) || e.is(ReturnCode.ARGUMENTS_BAD);
    }

    /**
     * Says whether it is the PIN that is refused, or its user who gave up, not the token that
     * fails.
     */
    public static boolean isRefusal(CryptokiException e) {
        return isNotSent(e)
                || isCanceled(e)
                || e.is(ReturnCode.PIN_INCORRECT)
                || e.is(ReturnCode.PIN_INVALID)
                || e.is(ReturnCode.PIN_LOCKED)
                || e.is(ReturnCode.PIN_EXPIRED)
                || e.is(ReturnCode.USER_PIN_NOT_INITIALIZED);
    }

    private static boolean isCanceled(CryptokiException e) {
        return e.is(ReturnCode.FUNCTION_CANCELED) || e.is(ReturnCode.FUNCTION_REJECTED);
    }

    /** Returns what to tell the operator. */
    public SignerException explain(CryptokiException e) {
        if (e.is(ReturnCode.PIN_INCORRECT)) {
            OptionalInt tries = triesLeft();
            return new SignerException.PinRejected(
                    "The PIN of token " + Failures.named(token) + " is wrong" + triesText(tries),
                    tries);
        }
        if (e.is(ReturnCode.PIN_LOCKED)) {
            return new SignerException.PinRejected(
                    "The PIN of token "
                            + Failures.named(token)
                            + " is locked: too many wrong ones were sent; unblock it with the PUK"
                            + " or the security officer's PIN",
                    OptionalInt.of(0));
        }
        if (isNotSent(e)) {
            return rejected(
                    "is too short, too long, or not well-formed ("
                            + e.code()
                            + "); it was not sent, and no try is used up");
        }
        if (e.is(ReturnCode.USER_PIN_NOT_INITIALIZED)) {
            return rejected("is not set yet; initialise it with the token's own tool");
        }
        return isRefusal(e) ? refused(e) : failed(e);
    }

    private SignerException refused(CryptokiException e) {
        if (isCanceled(e)) {
            return rejected("was not keyed in: the reader or its user gave up (" + e.code() + ")");
        }
        return rejected(
                e.is(ReturnCode.PIN_EXPIRED)
                        ? "is expired; change it with the token's own tool"
                        : "has characters that the token doesn't take");
    }

    private SignerException failed(CryptokiException e) {
        if (e.is(ReturnCode.USER_ALREADY_LOGGED_IN)) {
            return new SignerException.TokenUnavailable(
                    "Token "
                            + Failures.named(token)
                            + " says that somebody is logged in already, though this process is"
                            + " not: it has not checked the PIN, so that it is not used",
                    e);
        }
        return Failures.unavailable(token, e);
    }

    private SignerException rejected(String what) {
        return new SignerException.PinRejected(
                "The PIN of token " + Failures.named(token) + " " + what, OptionalInt.empty());
    }

    /** What the flags tell after a wrong PIN. */
    private OptionalInt triesLeft() {
        try {
            return switch (SlotScan.again(cryptoki, token).pinState()) {
                case FINAL_TRY -> OptionalInt.of(1);
                case LOCKED -> OptionalInt.of(0);
                case OK, COUNT_LOW, NOT_INITIALIZED -> OptionalInt.empty();
            };
        } catch (CryptokiException e) {
            return OptionalInt.empty(); // the wrong PIN is the news
        }
    }

    private static String triesText(OptionalInt tries) {
        if (tries.isEmpty()) {
            return "; the token doesn't tell how many tries are left";
        }
        return tries.getAsInt() == 0 ? "; it is locked now" : "; one try is left";
    }
}
