package signet.accountd.policy;

import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

import signet.config.ConfigException;
import signet.config.PolicyConfig;
import signet.config.Specifiers;
import signet.jose.Base64Url;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.AcmeRequest;
import signet.signer.request.InvalidRequestException;
import signet.signer.request.RequestReader;
import signet.signer.server.Client;
import signet.signer.server.Presence;
import signet.signer.server.RequestPolicy;
import signet.signer.server.Verdict;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A policy, the time of day, and requests that are put to it. */
public final class PolicyFixture implements AutoCloseable {

    static final String CA =
            """
            [ca letsencrypt]
            directory = https://ca.example/directory
            account = https://ca.example/acct/1
            [ca corp]
            directory = https://acme.corp.example:8443/dir
            hosts = acme2.corp.example
            """;

    private final Path folder;
    private final KeyPair accountKey = key("secp256r1");
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private Optional<PolicyEngine> engine = Optional.empty();
    private Optional<RequestPolicy> policy = Optional.empty();
    private final List<Asked> asked = new ArrayList<>();
    private Optional<String> answer = Optional.empty();

    PolicyFixture(Path folder) {
        this.folder = folder;
    }

    /** Makes a key for a certificate. */
    public static KeyPair key(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    KeyPair accountKey() {
        return accountKey;
    }

    PolicyConfig config(String text) throws ConfigException, IOException {
        Path file = Files.writeString(folder.resolve("policy.conf"), text);
        return PolicyConfig.load(file, Specifiers.ofProcess());
    }

    /** Begins with a policy, and ends the one before. */
    PolicyFixture with(String rules) throws ConfigException, IOException {
        close();
        engine =
                Optional.of(
                        new PolicyEngine(
                                config(CA + rules),
                                new OrderMemory(folder).open(() -> now),
                                new Scripted(),
                                () -> now));
        policy = engine.map(known -> known.forKey(accountKey.getPublic()));
        return this;
    }

    /** Persons who all say the same. */
    private final class Scripted implements Consent {
        @Override
        public Optional<String> objection(
                signet.config.PolicyRule rule, Asked request, Presence presence) {
            asked.add(request);
            return answer;
        }

        @Override
        public void count(Asked request) {}
    }

    void personsSay(Optional<String> objection) {
        answer = objection;
    }

    List<Asked> asked() {
        return asked;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Verdict ask(String payload) throws InvalidRequestException {
        return ask("web1", "socket", "https://ca.example/new", payload);
    }

    Verdict ask(String peer, String via, String url, String payload)
            throws InvalidRequestException {
        return ask(peer, via, request(url, "https://ca.example/acct/1", payload));
    }

    Verdict ask(String peer, String via, AcmeRequest request) {
        return signed(decide(peer, via, request));
    }

    /** Asks, and leaves to the caller what becomes of it. */
    Verdict decide(String peer, String via, AcmeRequest request) {
        return policy.orElseThrow().decide(new Client(1, peer, via), request, Presence.UNKNOWN);
    }

    /** Does with a verdict what the server does where the signature succeeds. */
    private static Verdict signed(Verdict verdict) {
        if (!(verdict instanceof Verdict.Reserved(Verdict.Allowed allowed, var reservation))) {
            return verdict;
        }
        try (reservation) {
            reservation.commit();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return allowed;
    }

    /** Asks with the key itself in the header, at a CA for which the policy names no account. */
    Verdict askByKey(String ca, String payload) throws InvalidRequestException {
        String header =
                "{\"alg\":\"ES256\",\"jwk\":"
                        + Jwk.of(accountKey.getPublic()).json()
                        + ",\"nonce\":\"n\",\"url\":\""
                        + ca
                        + "/new\"}";
        return ask("web1", "socket", read(header, payload));
    }

    AcmeRequest request(String url, String account, String payload) throws InvalidRequestException {
        return read(
                "{\"alg\":\"ES256\",\"kid\":\""
                        + account
                        + "\",\"nonce\":\"n\",\"url\":\""
                        + url
                        + "\"}",
                payload);
    }

    private AcmeRequest read(String header, String payload) throws InvalidRequestException {
        return new RequestReader(
                        SignatureAlgorithm.ES256, Jwk.of(accountKey.getPublic()), Optional.empty())
                .read(new SigningRequest(base64(header), base64(payload)));
    }

    /** Returns the inner JWS that names an account elsewhere. */
    static String binding(String keyId) {
        return "{\"protected\":\""
                + base64(
                        "{\"alg\":\"HS256\",\"kid\":\""
                                + keyId
                                + "\",\"url\":\"https://acme2.corp.example/new\"}")
                + "\",\"payload\":\"e30\",\"signature\":\"AA\"}";
    }

    /** Returns the payload of a change to another key. */
    String keyChange(KeyPair fresh) {
        String header =
                "{\"alg\":\"ES256\",\"jwk\":"
                        + Jwk.of(fresh.getPublic()).json()
                        + ",\"url\":\"https://ca.example/new\"}";
        String payload =
                "{\"account\":\"https://ca.example/acct/1\",\"oldKey\":"
                        + Jwk.of(accountKey.getPublic()).json()
                        + "}";
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(fresh.getPrivate());
            signature.update(
                    (base64(header) + "." + base64(payload)).getBytes(StandardCharsets.US_ASCII));
            return "{\"protected\":\""
                    + base64(header)
                    + "\",\"payload\":\""
                    + base64(payload)
                    + "\",\"signature\":\""
                    + Base64Url.encode(signature.sign())
                    + "\"}";
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the thumbprint of a key, in hexadecimal. */
    static String thumbprint(KeyPair key) {
        return HexFormat.of().formatHex(Base64Url.decode(Jwk.of(key.getPublic()).thumbprint()));
    }

    static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the payload of an order. */
    public static String order(String... names) {
        return "{\"identifiers\":["
                + List.of(names).stream()
                        .map(name -> "{\"type\":\"dns\",\"value\":\"" + name + "\"}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    /** Returns the payload of a finalization. */
    public static String finalization(KeyPair key, String... names) {
        return "{\"csr\":\"" + Base64Url.encode(csr(key, "SHA256withECDSA", names)) + "\"}";
    }

    /** Returns a certificate that a CA has not issued, which nobody looks at. */
    static byte[] certificate(String subject, String... names) {
        GeneralName[] alternatives =
                List.of(names).stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
        KeyPair key = key("secp256r1");
        Instant now = Instant.parse("2026-03-02T10:00:00Z");
        try {
            return new JcaX509v3CertificateBuilder(
                            new X500Name("CN=CA"),
                            BigInteger.TEN,
                            Date.from(now),
                            Date.from(now.plus(Duration.ofDays(90))),
                            new X500Name(subject),
                            key.getPublic())
                    .addExtension(
                            Extension.subjectAlternativeName, false, new GeneralNames(alternatives))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
                    .getEncoded();
        } catch (IOException | org.bouncycastle.operator.OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] csr(KeyPair key, String algorithm, String... names) {
        GeneralName[] alternatives =
                List.of(names).stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
        try {
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            return new JcaPKCS10CertificationRequestBuilder(
                            new X500Name("CN=" + names[0]), key.getPublic())
                    .addAttribute(
                            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                    .build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate()))
                    .getEncoded();
        } catch (IOException | org.bouncycastle.operator.OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (engine.isPresent()) {
            engine.get().close();
        }
    }
}
