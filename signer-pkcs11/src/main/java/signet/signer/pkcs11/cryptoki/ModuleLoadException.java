package signet.signer.pkcs11.cryptoki;

/** A file cannot be loaded as a PKCS#11 module; the message is the reason without the path. */
public final class ModuleLoadException extends Exception {

    ModuleLoadException(String message) {
        super(message);
    }
}
