package signet.signer.protocol;

import org.jspecify.annotations.Nullable;

import signet.jose.JsonException;
import signet.jose.JsonObject;
import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;

import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two lines that a signer writes when a client connects.
 *
 * @param algorithm the algorithm of its signatures
 * @param thumbprint the RFC 7638 thumbprint of the account key, base64url
 * @param jwk the account key; absent when the signer works for one fixed account
 * @param keyId the account URL, when the signer works for one fixed account
 * @param externalAccounts for which CAs the signer makes external account bindings: the host of the
 *     CA, with the port where it is not 443, and the key ID
 * @param refusals whether the signer can tell reasons, see {@link Protocol#WANT_REFUSALS}
 */
public record Greeting(
        SignatureAlgorithm algorithm,
        String thumbprint,
        Optional<Jwk> jwk,
        Optional<String> keyId,
        Map<String, String> externalAccounts,
        boolean refusals) {

    private static final Pattern FIRST_LINE = Pattern.compile("([0-9]{1,9}) (OK|NO)(?: (.*))?");
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String EMPTY_JWK = "{}";

    /** Makes the greeting of a signer of ours. With a key ID the JWK is not told. */
    public static Greeting of(SignatureAlgorithm algorithm, Jwk jwk, Optional<String> keyId) {
        return new Greeting(
                algorithm,
                jwk.thumbprint(),
                keyId.isPresent() ? Optional.empty() : Optional.of(jwk),
                keyId,
                Map.of(),
                true);
    }

    /** Returns the same greeting of a signer that also makes external account bindings. */
    public Greeting withExternalAccounts(Map<String, String> keyIds) {
        return new Greeting(algorithm, thumbprint, jwk, keyId, keyIds, refusals);
    }

    /** Returns both lines with their line ends, ASCII only. */
    public String encode() {
        JsonObject.Builder extra =
                JsonObject.builder()
                        .put("alg", algorithm.name())
                        .put("jwk-thumbprint", thumbprint)
                        .put("kid", keyId)
                        .put("refusals", refusals);
        if (!externalAccounts.isEmpty()) {
            JsonObject.Builder keyIds = JsonObject.builder();
            externalAccounts.forEach(keyIds::put);
            extra.put("external-accounts", keyIds.build());
        }
        return Protocol.VERSION
                + " OK "
                + extra.build()
                + "\r\n"
                + jwk.map(Jwk::json).orElse(EMPTY_JWK)
                + "\r\n";
    }

    /**
     * Reads a greeting. Accepts signers of any age: without the JSON object on the first line the
     * algorithm is RS256 and the thumbprint is computed.
     *
     * @throws RefusedGreetingException where the signer turns the client away with a reason
     * @throws MalformedLineException where the peer speaks another protocol or version
     */
    public static Greeting read(LineReader in) throws IOException {
        Matcher first = FIRST_LINE.matcher(line(in));
        if (!first.matches()) {
            throw new MalformedLineException("the peer does not speak the signing protocol");
        }
        if (Integer.parseInt(first.group(1)) != Protocol.VERSION) {
            throw new MalformedLineException(
                    "the signer speaks version "
                            + first.group(1)
                            + " of the protocol, we speak version "
                            + Protocol.VERSION);
        }
        if (first.group(2).equals("NO")) {
            throw new RefusedGreetingException(
                    Refusal.decode(Optional.ofNullable(first.group(3)).orElse("")));
        }
        Optional<JsonObject> extra = extra(first.group(3));
        String jwkLine = line(in);
        try {
            return of(extra.orElse(JsonObject.builder().build()), jwkLine);
        } catch (JsonException e) {
            throw new MalformedLineException(
                    "the signer's greeting is not valid: " + e.getMessage());
        }
    }

    private static String line(LineReader in) throws IOException {
        return in.readLine(Protocol.MAX_GREETING_LINE)
                .orElseThrow(() -> new EOFException("the signer closed the connection at once"));
    }

    /** Text that is not a JSON object is ignored, as the reference client does. */
    private static Optional<JsonObject> extra(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(JsonObject.parse(text));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static Greeting of(JsonObject extra, String jwkLine)
            throws JsonException, MalformedLineException {
        Optional<Jwk> jwk =
                jwkLine.strip().equals(EMPTY_JWK)
                        ? Optional.empty()
                        : Optional.of(Jwk.parse(jwkLine));
        String name = extra.string("alg").orElse(SignatureAlgorithm.RS256.name());
        SignatureAlgorithm algorithm =
                SignatureAlgorithm.forJwaName(name)
                        .orElseThrow(
                                () -> new JsonException("\"alg\" is none of RS256, ES256, ES384"));
        String thumbprint =
                extra.string("jwk-thumbprint")
                        .or(() -> jwk.map(Jwk::thumbprint))
                        .orElseThrow(() -> new JsonException("neither a thumbprint nor a key"));
        if (!THUMBPRINT.matcher(thumbprint).matches()) {
            throw new JsonException("\"jwk-thumbprint\" is not base64url of 32 bytes");
        }
        return new Greeting(
                algorithm,
                thumbprint,
                jwk,
                extra.string("kid"),
                externalAccounts(extra),
                extra.bool("refusals"));
    }

    private static Map<String, String> externalAccounts(JsonObject extra) throws JsonException {
        Map<String, String> keyIds = new TreeMap<>();
        Optional<JsonObject> members = extra.object("external-accounts");
        if (members.isPresent()) {
            for (String ca : members.get().names()) {
                keyIds.put(ca, members.get().requiredString(ca));
            }
        }
        return keyIds;
    }
}
