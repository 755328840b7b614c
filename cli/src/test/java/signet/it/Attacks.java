package signet.it;

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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What somebody tries who has taken over the client: requests under names that say what they are
 * after. None of them may be signed by a signer whose policy allows orders for {@code
 * allowed.example} and {@code .lab.example} at one CA.
 */
final class Attacks {

    private static final String ALLOWED = "allowed.example";

    /** Ordered before the attacks begin, so that nothing is refused for want of an order. */
    private static final String ORDERED = "ordered.lab.example";

    private final String ca;
    private final String account;
    private final PublicKey accountKey;
    private final String jwk;
    private final Map<String, String> lines = new LinkedHashMap<>();

    /**
     * Prepares all.
     *
     * @param ca host and port of the CA
     * @param account the account's URL there
     * @param jwk of the account key
     */
    Attacks(String ca, String account, PublicKey accountKey, String jwk)
            throws GeneralSecurityException, IOException {
        this.ca = ca;
        this.account = account;
        this.accountKey = accountKey;
        this.jwk = jwk;
        elsewhere();
        account();
        names();
        terms();
        headers();
        payloads();
        requests();
        lines();
    }

    Map<String, String> all() {
        return lines;
    }

    private void elsewhere() {
        String order = order(ALLOWED);
        add("another CA", "https://evil.example/new-order", order);
        add(
                "another port of the CA's host",
                url().replace(ca, ca.substring(0, ca.indexOf(':')) + ":1"),
                order);
        add(
                "the CA's host without its port",
                url().replace(ca, ca.substring(0, ca.indexOf(':'))),
                order);
        add("http instead of https", url().replace("https", "http"), order);
        add("user information before another host", "https://" + ca + "@evil.example/x", order);
        add("a dot behind the host", url().replace(ca, ca.replace(":", ".:")), order);
        add("the CA's host as a label of another", "https://localhost.evil.example/x", order);
        add("a backslash before another host", "https:\\\\/\\\\/evil.example/x", order);
        add("a URL of no host", "https:///x", order);
        add("a URL with a fragment", url() + "#x", order);
        add("a relative URL", "/new-order", order);
    }

    private void account() throws GeneralSecurityException {
        String header = header(url(), account);
        raw("another account", header.replace(account, account + "0"), order(ALLOWED));
        raw("an account at another CA", header(url(), "https://evil.example/1"), order(ALLOWED));
        raw("an account that is no URL", header(url(), "1"), order(ALLOWED));
        add("account deactivation", account, "{\"status\":\"deactivated\"}");
        add("authorization deactivation", url(), "{\"status\":\"deactivated\"}");
        add("contact change", account, "{\"contact\":[\"mailto:evil@evil.example\"]}");
        add("contact removal", account, "{\"contact\":[]}");
        raw("a new account", jwkHeader(jwk), "{\"termsOfServiceAgreed\":true}");
        KeyPair fresh = ecKey();
        String fresher = signet.jose.Jwk.of(fresh.getPublic()).json();
        String inner = "{\"alg\":\"ES256\",\"jwk\":" + fresher + ",\"url\":\"" + url() + "\"}";
        String change = "{\"account\":\"" + account + "\",\"oldKey\":" + jwk + "}";
        add("key change", url(), jws(fresh.getPrivate(), inner, change));
        add("key change, signed by nobody", url(), jws(ecKey().getPrivate(), inner, change));
        raw("the JWK of another key", jwkHeader(fresher), "{\"onlyReturnExisting\":true}");
        raw(
                "the JWK with a private part",
                jwkHeader(jwk.replace("{", "{\"d\":\"AA\",")),
                "{\"onlyReturnExisting\":true}");
        raw("both JWK and account", header.replace("{", "{\"jwk\":" + jwk + ","), "{}");
    }

    private void names() {
        name("a foreign name", "evil.example");
        add("a foreign name among others", url(), order(ALLOWED, "evil.example"));
        name("a wildcard", "*." + ALLOWED);
        name("a wildcard below an ending", "*.lab.example");
        name("the ending itself", "lab.example");
        name("the ending within a label", "notlab.example");
        name("an allowed name as a label of another", ALLOWED + ".evil.example");
        name("a foreign name in mixed case", "EVIL.example");
        name("a dot behind an allowed name", ALLOWED + ".");
        name("a dot before an allowed name", "." + ALLOWED);
        name("an empty label", "a..lab.example");
        name("a Cyrillic letter", "\u0430llowed.example");
        name("a Cyrillic letter as an escape", "\\u0430llowed.example");
        name("the xn-- form of a look-alike", "xn--llowed-7fg.example");
        name("a wide dot", "evil\uff0elab.example");
        name("a Kelvin sign", "\u212a.lab.example");
        name("a NUL in a name", "evil.example\\u0000.lab.example");
        name("a line end in a name", "evil.example\\r\\n.lab.example");
        name("a blank behind a name", ALLOWED + " ");
        name("a name of 300 letters", "a".repeat(288) + ".lab.example");
        name("a label of 64 letters", "a".repeat(64) + ".lab.example");
        add(
                "an IP address",
                url(),
                order(ALLOWED).replace("\"dns\"", "\"ip\"").replace(ALLOWED, "192.0.2.1"));
        add("an identifier of another type", url(), order(ALLOWED).replace("dns", "email"));
        add("an identifier without a type", url(), "{\"identifiers\":[{\"value\":\"a\"}]}");
        add("an order without names", url(), "{\"identifiers\":[]}");
        add(
                "an order for 101 names",
                url(),
                order(
                        IntStream.range(0, 101)
                                .mapToObj(i -> "n" + i + ".lab.example")
                                .toArray(String[]::new)));
        add("a name twice", url(), order(ALLOWED, "ALLOWED.example"));
        add(
                "an authorization beforehand",
                url(),
                "{\"identifier\":{\"type\":\"dns\",\"value\":\"" + ALLOWED + "\"}}");
    }

    /** What an order asks for besides names. */
    private void terms() {
        term("an order for a day", "notAfter", "2030-01-01T00:00:00Z");
        term("an order for later", "notBefore", "2030-01-01T00:00:00Z");
        term("an order that replaces another certificate", "replaces", "AA.AQ");
        term("a profile of the CA", "profile", "shortlived");
        term("a profile of 50,000 letters", "profile", "a".repeat(50_000));
        term("a profile that moves the cursor", "profile", "\\u001b[2J");
        term("a time that is none", "notAfter", "tomorrow");
    }

    private void term(String attack, String member, String text) {
        add(attack, url(), "{\"" + member + "\":\"" + text + "\"," + order(ALLOWED).substring(1));
    }

    private void headers() {
        String header = header(url(), account);
        String order = order(ALLOWED);
        raw("a member twice in the header", header.replace("{", "{\"alg\":\"ES256\","), order);
        raw("an unknown member in the header", header.replace("{", "{\"typ\":\"JWT\","), order);
        raw(
                "an unencoded payload",
                header.replace("{", "{\"b64\":false,\"crit\":[\"b64\"],"),
                order);
        raw("alg none", header.replace("ES256", "none"), order);
        raw("alg of another key", header.replace("ES256", "RS256"), order);
        raw(
                "HS256 with a guessed key ID",
                "{\"alg\":\"HS256\",\"kid\":\"kid-1\",\"url\":\"" + url() + "\"}",
                jwk);
        raw(
                "HS256 over an order",
                "{\"alg\":\"HS256\",\"kid\":\"kid-1\",\"url\":\"" + url() + "\"}",
                order);
        raw("no nonce", header.replace("\"nonce\":\"n\",", ""), order);
        raw("an empty nonce", header.replace("\"n\"", "\"\""), order);
        raw(
                "a nonce that forges a log line",
                header.replace("\"n\"", "\"n\\r\\n[1] SIGNED\\u001b[2J\""),
                order);
        raw("a raw line end in the header", header.replace("\"n\"", "\"n\n[1] SIGNED\""), order);
        raw("no URL", header.replace("\"url\":\"" + url() + "\"", "\"x\":1"), order);
        raw("a header that is an array", "[" + header + "]", order);
        raw("a second object behind the header", header + header, order);
        raw("a header in UTF-8 with a byte order mark", "\ufeff" + header, order);
        raw("a header of 10,000 levels", "{\"a\":".repeat(10_000), order);
    }

    private void payloads() throws GeneralSecurityException {
        String order = order(ALLOWED);
        add(
                "a member twice in the payload",
                url(),
                order.replaceFirst(
                        "\\{",
                        "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"evil.example\"}],"));
        add("an unknown member in an order", url(), order.replaceFirst("\\{", "{\"x\":1,"));
        add("a null member", url(), order.replaceFirst("\\{", "{\"csr\":null,"));
        add(
                "an order that is a finalization too",
                url(),
                order.replaceFirst("\\{", "{\"csr\":\"AA\","));
        add(
                "a signed order inside of a request",
                url(),
                jws(ecKey().getPrivate(), header(url(), account), order));
        add("an array", url(), "[" + order + "]");
        add("a string", url(), "\"" + ALLOWED + "\"");
        add("something behind the object", url(), order + "{}");
        add("a payload of 10,000 levels", url(), "[".repeat(10_000));
        raw("reading without an account", jwkHeader(jwk), "");
    }

    private void requests() throws GeneralSecurityException, IOException {
        KeyPair key = ecKey();
        add("a CSR without an order", url(), csr(key.getPublic(), key.getPrivate(), ALLOWED));
        add(
                "a CSR for a foreign name",
                url(),
                csr(key.getPublic(), key.getPrivate(), "evil.example"));
        add(
                "a CSR with one more name",
                url(),
                csr(key.getPublic(), key.getPrivate(), ORDERED, "more.lab.example"));
        add("a CSR for the account key", url(), csr(accountKey, key.getPrivate(), ORDERED));
        add(
                "a CSR that its key did not sign",
                url(),
                csr(ecKey().getPublic(), key.getPrivate(), ORDERED));
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        KeyPair weak = rsa.generateKeyPair();
        add("a CSR with a weak key", url(), csr(weak.getPublic(), weak.getPrivate(), ORDERED));
        add("a CSR that is none", url(), "{\"csr\":\"AAAA\"}");
        add("an empty CSR", url(), "{\"csr\":\"\"}");
        add("revocation of what is no certificate", url(), "{\"certificate\":\"AAAA\"}");
    }

    private void lines() {
        String line = line(header(url(), account), order(ALLOWED));
        lines.put("padding", line.replace(".", "==."));
        lines.put("bits beyond the last byte", base64(header(url(), account)) + ".e31");
        lines.put("a third part", line + ".AA");
        lines.put("no payload and no dot", base64(header(url(), account)));
        lines.put("an empty line", "");
        lines.put("a NUL in the line", "\0" + line);
        lines.put("a tab in the line", line + "\t");
        lines.put("a line of 200,000 bytes", "e".repeat(200_000));
        lines.put("REFUSALS once more", "1 REFUSALS");
        lines.put("a command", "GET / HTTP/1.0");
    }

    private String url() {
        return "https://" + ca + "/order-plz";
    }

    private static String header(String url, String keyId) {
        return "{\"alg\":\"ES256\",\"kid\":\""
                + keyId
                + "\",\"nonce\":\"n\",\"url\":\""
                + url
                + "\"}";
    }

    private String jwkHeader(String key) {
        return "{\"alg\":\"ES256\",\"jwk\":" + key + ",\"nonce\":\"n\",\"url\":\"" + url() + "\"}";
    }

    static String order(String... names) {
        return "{\"identifiers\":["
                + List.of(names).stream()
                        .map(name -> "{\"type\":\"dns\",\"value\":\"" + name + "\"}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private void name(String attack, String name) {
        add(attack, url(), order(name));
    }

    private void add(String attack, String url, String payload) {
        raw(attack, header(url, account), payload);
    }

    private void raw(String attack, String header, String payload) {
        if (lines.put(attack, line(header, payload)) != null) {
            throw new IllegalStateException(attack);
        }
    }

    static String line(String header, String payload) {
        return base64(header) + "." + base64(payload);
    }

    /** Returns the order, to be signed before the attacks. */
    String earlierOrder() {
        return line(header(url(), account), order(ORDERED));
    }

    /** Returns why those attacks are refused whose names were ordered. */
    static Map<String, String> reasons() {
        return Map.of(
                "a CSR with one more name",
                "is not for exactly the names of an order",
                "a CSR for the account key",
                "is for the account key itself",
                "a CSR that its key did not sign",
                "is refused: its signature is not by its own key",
                "a CSR with a weak key",
                "is refused: its key is too weak");
    }

    /** Returns a request that is allowed. */
    String allowedOrder() {
        return line(header(url(), account), order("budget.lab.example"));
    }

    /** Returns the finalization of an order. */
    String finalization(byte[] csr) {
        return line(header(url(), account), "{\"csr\":\"" + Base64Url.encode(csr) + "\"}");
    }

    private static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair ecKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private static String jws(PrivateKey key, String header, String payload)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(line(header, payload).getBytes(StandardCharsets.US_ASCII));
        return "{\"protected\":\""
                + base64(header)
                + "\",\"payload\":\""
                + base64(payload)
                + "\",\"signature\":\""
                + Base64Url.encode(signature.sign())
                + "\"}";
    }

    private static String csr(PublicKey subject, PrivateKey key, String... names)
            throws IOException {
        GeneralName[] alternatives =
                List.of(names).stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(
                Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        try {
            byte[] der =
                    new JcaPKCS10CertificationRequestBuilder(
                                    new X500Name("CN=" + names[0]), subject)
                            .addAttribute(
                                    PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                                    extensions.generate())
                            .build(new JcaContentSignerBuilder(algorithm).build(key))
                            .getEncoded();
            return "{\"csr\":\"" + Base64Url.encode(der) + "\"}";
        } catch (OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }
}
