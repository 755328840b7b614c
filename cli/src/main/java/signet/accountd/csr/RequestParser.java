package signet.accountd.csr;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

import signet.acme.Identifier;
import signet.limits.NameCount;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads certificate requests, and refuses weak ones. Thread-safe. */
public final class RequestParser {

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MIN_EC_BITS = 256;

    /** What is broken, or CAs must not accept. */
    private static final Set<String> BROKEN_DIGESTS = Set.of("MD2", "MD4", "MD5", "SHA1");

    /** Makes one. */
    public RequestParser() {}

    /**
     * Reads a request.
     *
     * @param der as it came
     * @throws UnacceptableRequestException where it is none, its signature is not by its key, its
     *     key or digest is weak, or it asks for what no ACME certificate has
     */
    public CertificateRequest parse(byte[] der) throws UnacceptableRequestException {
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
            SubjectPublicKeyInfo info = request.getSubjectPublicKeyInfo();
            PublicKey key = key(info);
            checkSignature(request, info);
            return new CertificateRequest(identifiers(request), key, digest(info));
        } catch (IOException | RuntimeException e) {
            // The library looks at a part when it is asked for it, and has many types for its
            // dislike.
            throw new UnacceptableRequestException("it can't be read");
        }
    }

    private static PublicKey key(SubjectPublicKeyInfo info)
            throws UnacceptableRequestException, IOException {
        PublicKey key;
        try {
            key =
                    KeyFactory.getInstance(algorithm(info))
                            .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new UnacceptableRequestException("its key is of a kind that is not known here");
        }
        boolean strong =
                switch (key) {
                    case RSAPublicKey rsa ->
                            rsa.getModulus().bitLength() >= MIN_RSA_BITS
                                    && rsa.getModulus().bitLength() <= MAX_RSA_BITS
                                    && rsa.getPublicExponent().bitLength() > 2
                                    && rsa.getPublicExponent().testBit(0);
                    case ECPublicKey ec ->
                            ec.getParams().getCurve().getField().getFieldSize() >= MIN_EC_BITS;
                    case EdECPublicKey _ -> true;
                    default -> false;
                };
        if (!strong) {
            throw new UnacceptableRequestException(
                    "its key is too weak; RSA needs 2048 bits, elliptic curves 256");
        }
        return key;
    }

    private static String algorithm(SubjectPublicKeyInfo info) throws UnacceptableRequestException {
        return switch (info.getAlgorithm().getAlgorithm().getId()) {
            case "1.2.840.113549.1.1.1" -> "RSA";
            case "1.2.840.10045.2.1" -> "EC";
            case "1.3.101.112", "1.3.101.113" -> "EdDSA";
            default ->
                    throw new UnacceptableRequestException(
                            "its key is of a kind that is not known here");
        };
    }

    /** Who asks for a certificate must have its key. */
    private static void checkSignature(
            PKCS10CertificationRequest request, SubjectPublicKeyInfo info)
            throws UnacceptableRequestException {
        String digest =
                new org.bouncycastle.operator.DefaultSignatureNameFinder()
                        .getAlgorithmName(request.getSignatureAlgorithm());
        if (BROKEN_DIGESTS.stream().anyMatch(digest::startsWith)) {
            throw new UnacceptableRequestException("it is signed with " + digest);
        }
        try {
            if (request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(info))) {
                return;
            }
        } catch (OperatorCreationException | PKCSException e) {
            // Told below.
        }
        throw new UnacceptableRequestException("its signature is not by its own key");
    }

    private static Set<Identifier> identifiers(PKCS10CertificationRequest request)
            throws UnacceptableRequestException {
        Set<Identifier> identifiers = new LinkedHashSet<>();
        Extensions extensions = request.getRequestedExtensions();
        GeneralNames alternatives =
                extensions == null
                        ? null
                        : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        if (alternatives != null) {
            for (GeneralName name : alternatives.getNames()) {
                identifiers.add(identifier(name));
            }
        }
        for (RDN part : request.getSubject().getRDNs()) {
            for (AttributeTypeAndValue value : part.getTypesAndValues()) {
                if (value.getType().equals(BCStyle.CN)) {
                    identifiers.add(ofText(IETFUtils.valueToString(value.getValue())));
                }
            }
        }
        if (identifiers.isEmpty()) {
            throw new UnacceptableRequestException("it is for no name at all");
        }
        if (identifiers.size() > NameCount.MOST) {
            throw new UnacceptableRequestException(
                    "it is for more than " + NameCount.MOST + " names and addresses");
        }
        return identifiers;
    }

    private static Identifier identifier(GeneralName name) throws UnacceptableRequestException {
        ASN1Encodable value = name.getName();
        return switch (name.getTagNo()) {
            case GeneralName.dNSName -> dns(value.toString());
            case GeneralName.iPAddress -> address(ASN1OctetString.getInstance(value).getOctets());
            default ->
                    throw new UnacceptableRequestException(
                            "it is for something that is neither a DNS name nor an IP address");
        };
    }

    private static Identifier ofText(String text) throws UnacceptableRequestException {
        try {
            return Identifier.ip(text);
        } catch (IllegalArgumentException _) {
            return dns(text);
        }
    }

    private static Identifier dns(String text) throws UnacceptableRequestException {
        try {
            return Identifier.dns(text);
        } catch (IllegalArgumentException _) {
            throw new UnacceptableRequestException("it is for a name that is no DNS name");
        }
    }

    private static Identifier address(byte[] bytes) throws UnacceptableRequestException {
        try {
            return Identifier.ip(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (java.net.UnknownHostException _) {
            throw new UnacceptableRequestException("it is for an address that is none");
        }
    }

    private static String digest(SubjectPublicKeyInfo info) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(info.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
