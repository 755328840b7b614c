package signet.signer.pkcs11.cryptoki;

/** A function of the module did not return CKR_OK, or returned what it may not. */
public final class CryptokiException extends Exception {

    private final Function function;
    private final ReturnCode code;

    CryptokiException(Function function, ReturnCode code) {
        super(function + " failed with " + code);
        this.function = function;
        this.code = code;
    }

    /** For an answer that breaks the standard. */
    CryptokiException(Function function, String wrong) {
        super(function + " " + wrong);
        this.function = function;
        this.code = ReturnCode.GENERAL_ERROR;
    }

    /** Returns the return code; CKR_GENERAL_ERROR where the module returned nonsense. */
    public ReturnCode code() {
        return code;
    }

    /** Says whether it is C_Login that failed. */
    public boolean isOfLogin() {
        return function == Function.C_Login;
    }

    /** Says whether it is this return code. */
    public boolean is(ReturnCode other) {
        return code.equals(other);
    }
}
