package signet.signer.pkcs11.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import signet.signer.SignatureAlgorithm;
import signet.signer.pkcs11.token.LoadedModule;
import signet.signer.pkcs11.token.TokenKey;
import signet.signer.pkcs11.token.TokenModule;
import signet.signer.pkcs11.token.TokenSession;
import signet.signer.pkcs11.uri.Pkcs11Uri;
import signet.testing.token.KeyType;
import signet.testing.token.SoftHsm;
import signet.testing.token.SoftKey;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What both engines owe, on SoftHSM2. */
class EngineContractIT {

    private static final String PIN = "123456";
    private static final byte[] INPUT = "header.payload".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path folder;

    record Variant(EngineChoice choice, KeyType type, boolean certificate, boolean always) {

        SoftKey key() {
            SoftKey plain = SoftKey.of(type, "01", "account");
            SoftKey certified = certificate ? plain.withCertificate() : plain;
            return always ? certified.withAlwaysAuthenticate() : certified;
        }

        SignatureAlgorithm algorithm() {
            return switch (type) {
                case RSA_2048 -> SignatureAlgorithm.RS256;
                case P256 -> SignatureAlgorithm.ES256;
                case P384 -> SignatureAlgorithm.ES384;
            };
        }
    }

    static Stream<Variant> variants() {
        return Stream.of(KeyType.values())
                .flatMap(
                        type ->
                                Stream.of(
                                        new Variant(EngineChoice.SUNPKCS11, type, true, false),
                                        new Variant(EngineChoice.NATIVE, type, true, false),
                                        new Variant(EngineChoice.NATIVE, type, false, false),
                                        new Variant(EngineChoice.NATIVE, type, false, true)));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void signaturesAreVerifiedByTheJdkAndByOpenssl(Variant variant) throws Exception {
        SoftHsm hsm = SoftHsm.create(folder);
        PublicKey made = hsm.token("acme", PIN).generate(variant.key());
        try (TokenModule module = LoadedModule.of(hsm, folder)) {
            TokenSession session = LoadedModule.loggedIn(module, module.find(Pkcs11Uri.any()), PIN);
            TokenKey key = session.findKey(Pkcs11Uri.parse("object=account"));
            Optional<byte[]> pin = variant.always() ? LoadedModule.pin(PIN) : Optional.empty();
            OpenedEngine opened = Engines.open(module, session, key, variant.choice(), pin);
            try (SigningEngine engine = opened.engine()) {
                assertEquals(variant.choice().text(), engine.name());
                assertEquals(variant.algorithm(), engine.algorithm());
                assertEquals(made, engine.publicKey());
                assertEquals(variant.always(), engine.alwaysAuthenticate());
                assertEquals(variant.always() ? 1 : 8, engine.sessions());
                var signed = new Verification(engine, INPUT, engine.sign(INPUT, pin));
                assertTrue(signed.byJdk());
                assertTrue(signed.byOpenssl(folder));
                assertAllThreadsSign(engine, pin);
            }
        }
    }

    private static void assertAllThreadsSign(SigningEngine engine, Optional<byte[]> pin)
            throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                byte[] input = ("input " + i).getBytes(StandardCharsets.US_ASCII);
                calls.add(() -> new Verification(engine, input, engine.sign(input, pin)).byJdk());
            }
            for (Future<Boolean> verified : threads.invokeAll(calls)) {
                assertTrue(verified.get());
            }
        }
    }
}
