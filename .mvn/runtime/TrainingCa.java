import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
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

/** A CA with a key that nobody keeps. */
class TrainingCa {
    private static final X500Name NAME = new X500Name("CN=Signet training CA");
    private static final Duration LIFETIME = Duration.ofDays(90);

    private final KeyPair keys = newKeys();
    private final X509CertificateHolder root;

    TrainingCa() throws Exception {
        root = issue(NAME, info(keys), new BasicConstraints(true), null);
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

    /** Issues what a PKCS#10 request asks for. */
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
                        new BasicConstraints(false),
                        new GeneralName(GeneralName.iPAddress, address));
        char[] password = new char[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        Certificate[] chain = {
            CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()))
        };
        store.setKeyEntry("server", server.getPrivate(), password, chain);
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private String issue(SubjectPublicKeyInfo key, String host) throws Exception {
        return pem(
                "CERTIFICATE",
                issue(
                                new X500Name("CN=" + host),
                                key,
                                new BasicConstraints(false),
                                new GeneralName(GeneralName.dNSName, host))
                        .getEncoded());
    }

    private X509CertificateHolder issue(
            X500Name subject, SubjectPublicKeyInfo key, BasicConstraints kind, GeneralName name)
            throws Exception {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder =
                new X509v3CertificateBuilder(
                        NAME,
                        new BigInteger(64, new SecureRandom()),
                        Date.from(now.minus(Duration.ofHours(1))),
                        Date.from(now.plus(LIFETIME)),
                        subject,
                        key);
        builder.addExtension(Extension.basicConstraints, true, kind);
        if (name != null) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
        }
        return builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private static SubjectPublicKeyInfo info(KeyPair keys) {
        return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
    }
}
