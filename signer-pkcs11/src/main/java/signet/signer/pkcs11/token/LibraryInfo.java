package signet.signer.pkcs11.token;

import signet.signer.pkcs11.cryptoki.CkInfo;

/**
 * What a module says about itself (CK_INFO). Texts are without padding, and not escaped.
 *
 * @param manufacturer who made it
 * @param description what it is
 * @param major its version
 * @param minor the second part of the version
 */
public record LibraryInfo(String manufacturer, String description, int major, int minor) {

    static LibraryInfo of(CkInfo info) {
        return new LibraryInfo(info.manufacturer(), info.description(), info.major(), info.minor());
    }

    /** Returns the version, such as 2.6. */
    public String version() {
        return major + "." + minor;
    }

    /**
     * Says whether it is OpenSC before 0.24, which may hang for ever where a card is pulled out.
     */
    boolean hangsOnRemoval() {
        return manufacturer.startsWith("OpenSC") && major == 0 && minor < 24;
    }

    /** Returns manufacturer, description and version in one line. */
    @Override
    public String toString() {
        return manufacturer + " " + description + " " + version();
    }
}
