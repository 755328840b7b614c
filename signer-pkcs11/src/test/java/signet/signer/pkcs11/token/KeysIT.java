package signet.signer.pkcs11.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignatureAlgorithm;
import signet.signer.SignerException;
import signet.signer.pkcs11.cryptoki.Attribute;
import signet.signer.pkcs11.token.KeyListing.ListedKey;
import signet.signer.pkcs11.uri.ObjectId;
import signet.signer.pkcs11.uri.Pkcs11Uri;
import signet.testing.token.KeyType;
import signet.testing.token.SoftHsm;
import signet.testing.token.SoftKey;
import signet.testing.token.SoftToken;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

class KeysIT {

    private static final String PIN = "123456";

    @TempDir Path folder;
    private SoftToken softToken;
    private TokenModule module;
    private TokenSession session;

    @BeforeEach
    void logIn() throws Exception {
        SoftHsm hsm = SoftHsm.create(folder);
        softToken = hsm.token("acme", PIN);
        module = LoadedModule.of(hsm, folder);
        session = LoadedModule.loggedIn(module, module.find(Pkcs11Uri.any()), PIN);
    }

    @AfterEach
    void close() throws Exception {
        session.close();
        module.close();
    }

    private Pkcs11Uri generate(SignatureAlgorithm algorithm, String id, String label)
            throws SignerException {
        return session.generate(new NewKey(algorithm, new ObjectId(id), label));
    }

    @Test
    void aNewKeyIsSensitiveAndNotExtractableAndFoundByItsUri() throws Exception {
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            Pkcs11Uri uri =
                    generate(
                            algorithm,
                            HexFormat.of()
                                    .formatHex(
                                            algorithm.name().getBytes(StandardCharsets.US_ASCII)),
                            "key " + algorithm);
            TokenKey key = session.findKey(Pkcs11Uri.parse(uri.toString()));
            assertEquals(uri, key.uri());
            assertEquals(algorithm, key.algorithm());
            assertFalse(key.certificate());
            assertFalse(key.alwaysAuthenticate());
            assertTrue(key.namedCurve());
            var objects = new ObjectReader(session.session());
            assertTrue(objects.isTrue(key.handle(), Attribute.CKA_SENSITIVE));
            assertFalse(objects.isTrue(key.handle(), Attribute.CKA_EXTRACTABLE));
            assertTrue(objects.isTrue(key.handle(), Attribute.CKA_SIGN));
        }
    }

    @Test
    void aNewKeyTakesNobodysIdOrLabel() throws Exception {
        generate(SignatureAlgorithm.ES256, "01", "first");
        for (NewKey clash :
                List.of(
                        new NewKey(SignatureAlgorithm.ES256, new ObjectId("01"), "second"),
                        new NewKey(SignatureAlgorithm.ES256, new ObjectId("02"), "first"))) {
            var refusal =
                    assertThrows(SignerException.KeyUnusable.class, () -> session.generate(clash));
            assertTrue(refusal.toString().contains("nothing is overwritten"));
        }
        assertEquals(1, session.keys().keys().size());
    }

    @Test
    void ambiguousAndMissingKeysAreAnsweredWithUrisToPaste() throws Exception {
        var none =
                assertThrows(
                        SignerException.KeyNotFound.class, () -> session.findKey(Pkcs11Uri.any()));
        assertTrue(none.toString().contains("token keygen"));
        Pkcs11Uri first = generate(SignatureAlgorithm.ES256, "01", "first");
        Pkcs11Uri second = generate(SignatureAlgorithm.ES384, "02", "second");
        for (String text : List.of("token=acme", "object=third", "id=%03")) {
            var refusal =
                    assertThrows(
                            SignerException.KeyNotFound.class,
                            () -> session.findKey(Pkcs11Uri.parse(text)));
            assertTrue(refusal.toString().contains(first.toString()), refusal.getMessage());
            assertTrue(refusal.toString().contains(second.toString()), refusal.getMessage());
        }
        assertEquals(first, session.findKey(Pkcs11Uri.parse("object=first")).uri());
        assertEquals(second, session.findKey(Pkcs11Uri.parse("id=%02")).uri());
        assertThrows(
                SignerException.KeyNotFound.class,
                () -> session.findKey(Pkcs11Uri.parse("object=first;type=cert")));
    }

    @Test
    void aKeyAndItsPublicHalfAreReadAsTheyWereMade() throws Exception {
        session.close();
        module.close();
        var made =
                softToken.generate(
                        SoftKey.of(KeyType.P384, "0a", "made")
                                .withCertificate()
                                .withAlwaysAuthenticate());
        module = TokenModule.load(module.path());
        session = LoadedModule.loggedIn(module, module.find(Pkcs11Uri.any()), PIN);
        TokenKey key = session.findKey(Pkcs11Uri.any());
        assertEquals(made, key.publicKey());
        assertTrue(key.certificate());
        assertTrue(key.alwaysAuthenticate());
    }

    @Test
    void withoutALoginKeysWithAPublicHalfAreListed() throws Exception {
        Pkcs11Uri uri = generate(SignatureAlgorithm.RS256, "01", "first");
        session.close();
        session = module.open(module.find(Pkcs11Uri.any()));
        KeyListing listing = session.keys();
        assertEquals(
                List.of(
                        new ListedKey(
                                uri,
                                "first",
                                new ObjectId("01"),
                                "RSA 2048",
                                false,
                                Optional.empty(),
                                Optional.of(SignatureAlgorithm.RS256))),
                listing.keys());
        assertEquals(0, listing.certificates());
    }
}
