package signet.master.certificate;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** A CA with a root and one intermediate. */
public final class TestCa {

    /** The time that tests judge at. */
    public static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

    private static final int SERIAL_BITS = 100;

    private final String name;
    private final KeyPair rootKey;
    private final KeyPair intermediateKey;
    private final X509Certificate root;
    private final X509Certificate intermediate;

    /** Makes one with keys of its own. */
    public TestCa() throws Exception {
        this("CN=Root");
    }

    /** Makes one with keys of its own, and a root of this name. */
    public TestCa(String name) throws Exception {
        this.name = name;
        rootKey = newKey();
        intermediateKey = newKey();
        root = ca(name, name, rootKey.getPublic(), rootKey);
        intermediate = ca(name, "CN=Middle", intermediateKey.getPublic(), rootKey);
    }

    /** What is to be in a leaf. */
    public record Leaf(
            PublicKey key,
            List<String> names,
            Instant from,
            Duration life,
            KeyPurposeId purpose,
            boolean isCa) {

        /** Returns a proper leaf, valid since yesterday for 90 days. */
        public static Leaf of(PublicKey key, String... names) {
            return new Leaf(
                    key,
                    List.of(names),
                    NOW.minus(Duration.ofDays(1)),
                    Duration.ofDays(90),
                    KeyPurposeId.id_kp_serverAuth,
                    false);
        }

        /** Returns it with another time. */
        public Leaf valid(Instant newFrom, Duration newLife) {
            return new Leaf(key, names, newFrom, newLife, purpose, isCa);
        }

        /** Returns it with another purpose. */
        public Leaf purpose(KeyPurposeId newPurpose) {
            return new Leaf(key, names, from, life, newPurpose, isCa);
        }

        /** Returns it as a CA. */
        public Leaf asCa() {
            return new Leaf(key, names, from, life, purpose, true);
        }
    }

    /** Returns the root. */
    public X509Certificate root() {
        return root;
    }

    /** Returns a certificate for the root of another CA, by which this one vouches for it. */
    public X509Certificate vouchFor(TestCa other) throws Exception {
        return ca(name, other.name, other.rootKey.getPublic(), rootKey);
    }

    /** Returns the chain of a leaf, with the intermediate and without the root. */
    public IssuedChain issue(Leaf leaf) throws Exception {
        return new IssuedChain(List.of(sign(leaf), intermediate));
    }

    /** Returns the leaf without its intermediate. */
    public IssuedChain issueAlone(Leaf leaf) throws Exception {
        return new IssuedChain(List.of(sign(leaf)));
    }

    /** Returns a leaf that says of itself that it has issued itself. */
    public IssuedChain issueItself(Leaf leaf) throws Exception {
        return new IssuedChain(List.of(sign("CN=leaf", leaf)));
    }

    private X509Certificate sign(Leaf leaf) throws Exception {
        return sign("CN=Middle", leaf);
    }

    private X509Certificate sign(String issuer, Leaf leaf) throws Exception {
        JcaX509v3CertificateBuilder builder =
                builder(issuer, "CN=leaf", leaf.key(), leaf.from(), leaf.life());
        GeneralName[] names =
                leaf.names().stream()
                        .map(
                                name ->
                                        new GeneralName(
                                                Character.isDigit(name.charAt(0))
                                                        ? GeneralName.iPAddress
                                                        : GeneralName.dNSName,
                                                name))
                        .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(leaf.isCa()));
        builder.addExtension(
                Extension.extendedKeyUsage, false, new ExtendedKeyUsage(leaf.purpose()));
        return finish(builder, intermediateKey);
    }

    private static X509Certificate ca(String issuer, String subject, PublicKey key, KeyPair signer)
            throws Exception {
        JcaX509v3CertificateBuilder builder =
                builder(
                        issuer,
                        subject,
                        key,
                        NOW.minus(Duration.ofDays(1000)),
                        Duration.ofDays(3650));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        return finish(builder, signer);
    }

    private static JcaX509v3CertificateBuilder builder(
            String issuer, String subject, PublicKey key, Instant from, Duration life) {
        return new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                new BigInteger(SERIAL_BITS, new SecureRandom()),
                Date.from(from),
                Date.from(from.plus(life)),
                new X500Name(subject),
                key);
    }

    private static X509Certificate finish(JcaX509v3CertificateBuilder builder, KeyPair signer)
            throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(signer.getPrivate())));
    }

    /** Makes a key pair on P-256. */
    public static KeyPair newKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
