package signet.testing.token;

/** The kinds of keys that tokens hold in tests. */
public enum KeyType {
    RSA_2048("RSA:2048"),
    P256("EC:prime256v1"),
    P384("EC:secp384r1");

    private final String toolName;

    KeyType(String toolName) {
        this.toolName = toolName;
    }

    /** Returns the argument of pkcs11-tool's option --key-type. */
    String toolName() {
        return toolName;
    }
}
