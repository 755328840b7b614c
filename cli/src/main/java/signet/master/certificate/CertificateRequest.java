package signet.master.certificate;

import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.PKCSException;

import signet.config.CertificateConfig;
import signet.config.ConfigException;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A PKCS#10 request (RFC 2986) for one section's certificate. Immutable; holds nothing secret. */
public final class CertificateRequest {

    private final byte[] der;
    private final WantedCertificate wanted;

    private CertificateRequest(byte[] der, WantedCertificate wanted) {
        this.der = der;
        this.wanted = wanted;
    }

    /**
     * Makes the request of a section, signed with its key.
     *
     * @throws ConfigException where the key or a value of the section is wrong
     * @throws IOException where the request can't be encoded
     */
    public static CertificateRequest create(CertificateConfig config)
            throws ConfigException, IOException {
        String digest = digest(config);
        SubjectParser.Subject subject = SubjectParser.parse(config);
        List<RequestedName> names = NameParser.parse(config, subject.commonNames());
        ServerKey key = ServerKey.read(config);
        Extensions extensions = new RequestExtensions(config).make(key.publicKeyInfo(), names);
        try {
            PKCS10CertificationRequest request =
                    new PKCS10CertificationRequestBuilder(subject.name(), key.publicKeyInfo())
                            .addAttribute(
                                    PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions)
                            .build(key.signer(digest));
            // A damaged key makes bad signatures; better found here than by the CA.
            if (request.isSignatureValid(key.verifier())) {
                return new CertificateRequest(
                        request.getEncoded(),
                        new WantedCertificate(key.publicKeyInfo().getEncoded("DER"), names));
            }
        } catch (OperatorCreationException | PKCSException | RuntimeException e) {
            throw damaged(config, e);
        }
        throw damaged(config, new IllegalStateException("the signature does not verify"));
    }

    /** Returns the request in DER. */
    public byte[] der() {
        return der.clone();
    }

    /** Returns the request in PEM form. */
    public String pem() {
        return "-----BEGIN CERTIFICATE REQUEST-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END CERTIFICATE REQUEST-----\n";
    }

    /** Returns what the certificate must be for. */
    public WantedCertificate wanted() {
        return wanted;
    }

    private static String digest(CertificateConfig config) throws ConfigException {
        String hash = config.hash().orElse("");
        return switch (hash.toLowerCase(Locale.ROOT)) {
            case "" -> "";
            case "sha224", "sha256", "sha384", "sha512" -> hash.toUpperCase(Locale.ROOT);
            case "md5", "sha1", "rmd160", "ripemd160" ->
                    throw config.error(
                            "hash",
                            hash
                                    + " is too weak, and CAs refuse it; write sha256, or remove the"
                                    + " key");
            default ->
                    throw config.error(
                            "hash",
                            String.format(
                                    Locale.ROOT,
                                    "unknown digest \"%s\"; there are sha224, sha256, sha384,"
                                            + " sha512",
                                    hash));
        };
    }

    private static ConfigException damaged(CertificateConfig config, Exception cause) {
        return config.error(
                        "certificate-key",
                        config.certificateKey() + " does not sign (damaged?); make a new one")
                .withCause(cause);
    }
}
