import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A CA with keys that nobody keeps. Its chain has both kinds of keys, as those of public CAs have.
 */
class TrainingCa {
    private static final X500Name ROOT = new X500Name("CN=Signet training root");
    private static final X500Name ISSUER = new X500Name("CN=Signet training CA");
    private static final Duration LIFETIME = Duration.ofDays(90);

    private final KeyPair rootKeys = newRsaKeys();
    private final KeyPair keys = newKeys();
    private final X509CertificateHolder root;
    private final X509CertificateHolder issuer;

    TrainingCa() throws Exception {
        root = sign(ca(ROOT, rootKeys), "SHA256withRSA", rootKeys);
        issuer = sign(ca(ISSUER, keys), "SHA256withRSA", rootKeys);
    }

    private static KeyPair newRsaKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    static String pem(String type, byte[] content) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(
                        type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
    }

    String rootPem() throws Exception {
        return pem("CERTIFICATE", root.getEncoded());
    }

    /** Issues what a PKCS#10 request asks for, with the chain up to the root. */
    String issue(byte[] request, String host) throws Exception {
        PKCS10CertificationRequest csr = new PKCS10CertificationRequest(request);
        return issue(csr.getSubjectPublicKeyInfo(), host);
    }

    String issue(KeyPair subject, String host) throws Exception {
        return issue(info(subject), host);
    }

    /** Returns the TLS server side of an IP address. */
    SSLContext tls(String address) throws Exception {
        KeyPair server = newKeys();
        X509CertificateHolder certificate =
                issue(
                        new X500Name("CN=" + address),
                        info(server),
                        new GeneralName(GeneralName.iPAddress, address));
        char[] password = new char[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        Certificate[] chain = {read(certificate), read(issuer)};
        store.setKeyEntry("server", server.getPrivate(), password, chain);
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static Certificate read(X509CertificateHolder certificate) throws Exception {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
    }

    private String issue(SubjectPublicKeyInfo key, String host) throws Exception {
        X509CertificateHolder certificate =
                issue(new X500Name("CN=" + host), key, new GeneralName(GeneralName.dNSName, host));
        return pem("CERTIFICATE", certificate.getEncoded())
                + pem("CERTIFICATE", issuer.getEncoded());
    }

    private X509CertificateHolder issue(
            X500Name subject, SubjectPublicKeyInfo key, GeneralName name) throws Exception {
        X509v3CertificateBuilder builder = certificate(ISSUER, subject, key, keys);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
        return sign(builder, "SHA256withECDSA", keys);
    }

    private X509v3CertificateBuilder ca(X500Name subject, KeyPair subjectKeys) throws Exception {
        X509v3CertificateBuilder builder = certificate(ROOT, subject, info(subjectKeys), rootKeys);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return builder;
    }

    private static X509v3CertificateBuilder certificate(
            X500Name issuer, X500Name subject, SubjectPublicKeyInfo key, KeyPair issuerKeys)
            throws Exception {
        Instant now = Instant.now();
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        X509v3CertificateBuilder builder =
                new X509v3CertificateBuilder(
                        issuer,
                        new BigInteger(64, new SecureRandom()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(LIFETIME)),
                        subject,
                        key);
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
        return builder;
    }

    private static X509CertificateHolder sign(
            X509v3CertificateBuilder builder, String algorithm, KeyPair signer) throws Exception {
        return builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()));
    }

    private static SubjectPublicKeyInfo info(KeyPair keys) {
        return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    }
}
