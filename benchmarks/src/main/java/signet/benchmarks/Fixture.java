package signet.benchmarks;

import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

import signet.jose.Base64Url;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.RequestReader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An account with a P-256 key, and what it asks the signer for. */
final class Fixture {

    private final KeyPair accountKey = key();

    private static KeyPair key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    KeyPair accountKey() {
        return accountKey;
    }

    RequestReader reader() {
        return new RequestReader(
                SignatureAlgorithm.ES256, Jwk.of(accountKey.getPublic()), Optional.empty());
    }

    /** Returns the poll of a resource, which is most of what is signed. */
    static SigningRequest poll() {
        return request("https://ca.example/order/1", "");
    }

    /** Returns an order. */
    static SigningRequest order(List<String> names) {
        return request("https://ca.example/new-order", identifiers(names));
    }

    /** Returns what ends an order. */
    static SigningRequest finalization(List<String> names) {
        return request(
                "https://ca.example/finalize/1",
                "{\"csr\":\"" + Base64Url.encode(csr(names)) + "\"}");
    }

    private static SigningRequest request(String url, String payload) {
        String header =
                "{\"alg\":\"ES256\",\"kid\":\"https://ca.example/acct/1\",\"nonce\":\"oFvnlFP1wIhRlYS2jTaXbA\",\"url\":\""
                        + url
                        + "\"}";
        return new SigningRequest(base64(header), base64(payload));
    }

    private static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the JSON of names in an order. */
    static String identifiers(List<String> names) {
        return names.stream()
                .map(name -> "{\"type\":\"dns\",\"value\":\"" + name + "\"}")
                .collect(Collectors.joining(",", "{\"identifiers\":[", "]}"));
    }

    /** Makes names that are all below one. */
    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "www" + i + ".example.org").toList();
    }

    /** Makes a certificate request of a key of its own. */
    static byte[] csr(List<String> names) {
        KeyPair key = key();
        GeneralName[] alternatives =
                names.stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
        try {
            ExtensionsGenerator extensions = new ExtensionsGenerator();
            extensions.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            return new JcaPKCS10CertificationRequestBuilder(
                            new X500Name("CN=" + names.getFirst()), key.getPublic())
                    .addAttribute(
                            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
