package signet.signer.pkcs11.token;

/**
 * What a module says about itself (CK_INFO). Texts are without padding, and not escaped.
 *
 * @param manufacturer who made it
 * @param description what it is
 * @param major its version
 * @param minor the second part of the version
 */
public record LibraryInfo(String manufacturer, String description, int major, int minor) {

    /** Returns the version, such as 2.6. */
    public String version() {
        return major + "." + minor;
    }

    /** Returns manufacturer, description and version in one line. */
    @Override
    public String toString() {
        return manufacturer + " " + description + " " + version();
    }
}
