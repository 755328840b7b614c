package signet.signer.pkcs11.token;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.Attribute;
import signet.signer.pkcs11.cryptoki.Cryptoki;
import signet.signer.pkcs11.cryptoki.CryptokiException;
import signet.signer.pkcs11.cryptoki.Mechanism;
import signet.signer.pkcs11.cryptoki.Session;
import signet.signer.pkcs11.cryptoki.Template;
import signet.signer.pkcs11.token.ObjectReader.Found;
import signet.signer.pkcs11.uri.PathAttribute;
import signet.signer.pkcs11.uri.Pkcs11Uri;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes key pairs on a token.
 *
 * @param cryptoki the module
 * @param token to make them on, with a login
 */
record KeyGenerator(Cryptoki cryptoki, Token token) {

    private static final long RSA_BITS = 2048;
    private static final byte[] EXPONENT = {1, 0, 1};

    Pkcs11Uri generate(NewKey key) throws SignerException, CryptokiException {
        Session session = cryptoki.openSession(token.slot().id(), true);
        try {
            requireNew(new ObjectReader(session), key);
            make(session, key);
        } finally {
            session.close();
        }
        return token.uri()
                .with(PathAttribute.OBJECT, key.label())
                .withId(key.id())
                .with(PathAttribute.TYPE, "private");
    }

    private void requireNew(ObjectReader objects, NewKey key)
            throws SignerException, CryptokiException {
        byte[] label = label(key);
        for (Template template :
                List.of(
                        Template.empty().with(Attribute.CKA_ID, key.id().bytes()),
                        Template.empty().with(Attribute.CKA_LABEL, label))) {
            List<Found> there = objects.matching(template);
            if (!there.isEmpty()) {
                throw new SignerException.KeyUnusable(
                        "Token "
                                + Failures.named(token)
                                + " has an object like the new key already, and nothing is"
                                + " overwritten; take another id and label than those of "
                                + KeyFinder.uri(token, there.getFirst()),
                        null);
            }
        }
    }

    private void make(Session session, NewKey key) throws SignerException {
        boolean isRsa = key.algorithm() == SignatureAlgorithm.RS256;
        Mechanism mechanism =
                isRsa ? Mechanism.CKM_RSA_PKCS_KEY_PAIR_GEN : Mechanism.CKM_EC_KEY_PAIR_GEN;
        try {
            session.generateKeyPair(mechanism, publicHalf(key), privateHalf(key));
        } catch (CryptokiException e) {
            throw new SignerException.KeyUnusable(
                    "Token "
                            + Failures.named(token)
                            + " makes no key for "
                            + key.algorithm()
                            + " ("
                            + e.getMessage()
                            + "); a PIV card wants its own tool for that, such as \"ykman piv keys"
                            + " generate\"",
                    e);
        }
    }

    private static Template publicHalf(NewKey key) {
        Template common = both(key).with(Attribute.CKA_VERIFY, true);
        return switch (key.algorithm()) {
            case RS256 ->
                    common.with(Attribute.CKA_MODULUS_BITS, RSA_BITS)
                            .with(Attribute.CKA_PUBLIC_EXPONENT, EXPONENT);
            case ES256 -> common.with(Attribute.CKA_EC_PARAMS, TokenCurve.P_256.parameters());
            case ES384 -> common.with(Attribute.CKA_EC_PARAMS, TokenCurve.P_384.parameters());
        };
    }

    private static Template privateHalf(NewKey key) {
        return both(key)
                .with(Attribute.CKA_PRIVATE, true)
                .with(Attribute.CKA_SENSITIVE, true)
                .with(Attribute.CKA_EXTRACTABLE, false)
                .with(Attribute.CKA_SIGN, true);
    }

    private static Template both(NewKey key) {
        return Template.empty()
                .with(Attribute.CKA_TOKEN, true)
                .with(Attribute.CKA_ID, key.id().bytes())
                .with(Attribute.CKA_LABEL, label(key));
    }

    private static byte[] label(NewKey key) {
        return key.label().getBytes(StandardCharsets.UTF_8);
    }
}
