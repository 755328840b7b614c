package signet.master.certificate;

import signet.config.CertificateConfig;
import signet.config.ConfigException;

import java.io.IOException;
import java.util.List;

/**
 * What a section's certificate must be for: its key and its names. Immutable.
 *
 * <p>To know them the section's key, subject and names are checked, so this is also the part of the
 * checks before an order that needs no signature.
 */
public final class WantedCertificate {

    private final byte[] subjectPublicKeyInfo;
    private final List<RequestedName> names;

    WantedCertificate(byte[] subjectPublicKeyInfo, List<RequestedName> names) {
        this.subjectPublicKeyInfo = subjectPublicKeyInfo.clone();
        this.names = List.copyOf(names);
    }

    /**
     * Reads a section's key and names.
     *
     * @throws ConfigException where one of them is wrong
     * @throws IOException where the key can't be encoded
     */
    public static WantedCertificate of(CertificateConfig config)
            throws ConfigException, IOException {
        return new WantedCertificate(
                ServerKey.read(config).publicKeyInfo().getEncoded("DER"),
                NameParser.parse(config, SubjectParser.parse(config).commonNames()));
    }

    /** Returns the public key, a DER SubjectPublicKeyInfo of RFC 5280 section 4.1. */
    public byte[] subjectPublicKeyInfo() {
        return subjectPublicKeyInfo.clone();
    }

    /** Returns the names without repetition, in the order of the section. */
    public List<RequestedName> names() {
        return names;
    }
}
