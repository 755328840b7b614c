package signet.trust;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** A root with its key. */
public record TestRoot(String name, KeyPair key, X509Certificate certificate) {

    /** Makes one whose name is encoded as a UTF8String. */
    public static TestRoot of(String name) throws Exception {
        KeyPair key = newKey();
        return new TestRoot(name, key, issue(utf8(name), utf8(name), key.getPublic(), key, true));
    }

    /** Issues for a server, with the issuer's name in the root's encoding or another one. */
    public X509Certificate leaf(boolean otherEncoding) throws Exception {
        X500Name issuer = otherEncoding ? printable(name) : utf8(name);
        return issue(issuer, utf8("leaf"), newKey().getPublic(), key, false);
    }

    /** Returns the certificate in PEM form. */
    public String pem() throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static X509Certificate issue(
            X500Name issuer, X500Name subject, PublicKey key, KeyPair by, boolean isCa)
            throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        issuer,
                        new BigInteger(64, new SecureRandom()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(Duration.ofHours(1))),
                        subject,
                        key);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(by.getPrivate())));
    }

    private static X500Name utf8(String name) {
        return name(new DERUTF8String(name));
    }

    private static X500Name printable(String name) {
        return name(new DERPrintableString(name));
    }

    private static X500Name name(ASN1Encodable value) {
        return new X500NameBuilder().addRDN(BCStyle.CN, value).build();
    }

    private static KeyPair newKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
