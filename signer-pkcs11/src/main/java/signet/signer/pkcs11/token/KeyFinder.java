package signet.signer.pkcs11.token;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.Attribute;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.cryptoki.ObjectClass;
import signet.signer.pkcs11.cryptoki.Template;
import signet.signer.pkcs11.token.ObjectReader.Found;
import signet.signer.pkcs11.uri.PathAttribute;
import signet.signer.pkcs11.uri.Pkcs11Uri;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the one private key that a URI means.
 *
 * @param token that it is on
 * @param objects of the token
 */
record KeyFinder(Token token, ObjectReader objects) {

    private static final String PRIVATE = "private";
    private static final int LISTED = 8;

    TokenKey find(Pkcs11Uri uri) throws SignerException, CryptokiException {
        if (!uri.get(PathAttribute.TYPE).orElse(PRIVATE).equals(PRIVATE)) {
            throw new SignerException.KeyNotFound(
                    uri + " doesn't name a private key; write type=private, or leave it out");
        }
        List<Found> found = matching(uri);
        if (found.isEmpty()) {
            throw new SignerException.KeyNotFound(none(uri));
        }
        if (found.size() > 1) {
            throw new SignerException.KeyNotFound(
                    found.size()
                            + " private keys match "
                            + uri
                            + "; name one, for example by its id: "
                            + list(found));
        }
        return key(found.getFirst());
    }

    private List<Found> matching(Pkcs11Uri uri) throws CryptokiException {
        Template template = Template.of(ObjectClass.CKO_PRIVATE_KEY);
        Optional<String> label = uri.get(PathAttribute.OBJECT);
        if (label.isPresent() && !label.get().isEmpty()) {
            template =
                    template.with(
                            Attribute.CKA_LABEL, label.get().getBytes(StandardCharsets.UTF_8));
        }
        if (uri.id().isPresent() && !uri.id().get().isEmpty()) {
            template = template.with(Attribute.CKA_ID, uri.id().get().bytes());
        }
        return objects.matching(template).stream()
                .filter(found -> label.map(found.label()::equals).orElse(true))
                .filter(found -> uri.id().map(found.id()::equals).orElse(true))
                .toList();
    }

    private TokenKey key(Found found) throws SignerException, CryptokiException {
        Pkcs11Uri uri = uri(token, found);
        var reader = new PublicKeyReader(objects);
        Optional<PublicKey> publicKey = reader.ofPrivateKey(found);
        if (publicKey.isEmpty()) {
            throw new SignerException.KeyUnusable(
                    "The public half of "
                            + uri
                            + " can't be read from the token; put its public key or a certificate"
                            + " with the same id beside it",
                    null);
        }
        SignatureAlgorithm algorithm =
                SignatureAlgorithm.forKey(publicKey.get())
                        .orElseThrow(() -> unusable(uri, publicKey.get()));
        return new TokenKey(
                found.handle(),
                uri,
                found.id(),
                publicKey.get(),
                algorithm,
                objects.isTrue(found.handle(), Attribute.CKA_ALWAYS_AUTHENTICATE),
                reader.certificates(found.id()).stream()
                        .anyMatch(c -> c.getPublicKey().equals(publicKey.get())),
                algorithm == SignatureAlgorithm.RS256 || isCurveNamed(found));
    }

    private boolean isCurveNamed(Found key) throws CryptokiException {
        return objects.bytes(key.handle(), Attribute.CKA_EC_PARAMS)
                .map(TokenCurve::isNamed)
                .orElse(false);
    }

    private static SignerException.KeyUnusable unusable(Pkcs11Uri uri, PublicKey key) {
        return new SignerException.KeyUnusable(
                uri
                        + " is "
                        + KeyTypes.describe(key)
                        + "; an account key must be RSA with 2048 to 4096 bits, P-256 or P-384",
                null);
    }

    private String none(Pkcs11Uri uri) throws CryptokiException {
        List<Found> all = objects.all(ObjectClass.CKO_PRIVATE_KEY);
        String on = "No private key on token " + Failures.named(token);
        return all.isEmpty()
                ? on
                        + " can be seen; make one with \"signet-accountd token keygen\". A PIV card"
                        + " behind OpenSC shows a key only where a certificate is beside it"
                : on + " matches " + uri + "; there are: " + list(all);
    }

    private String list(List<Found> keys) {
        String uris =
                keys.stream()
                        .limit(LISTED)
                        .map(key -> uri(token, key).toString())
                        .collect(Collectors.joining(" "));
        return keys.size() <= LISTED ? uris : uris + " and " + (keys.size() - LISTED) + " more";
    }

    /** Returns the full URI of a private key. */
    static Pkcs11Uri uri(Token token, Found key) {
        return token.uri()
                .with(PathAttribute.OBJECT, key.label())
                .withId(key.id())
                .with(PathAttribute.TYPE, PRIVATE);
    }
}
