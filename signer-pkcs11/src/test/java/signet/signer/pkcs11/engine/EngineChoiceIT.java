package signet.signer.pkcs11.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import signet.signer.SignerException;
import signet.signer.pkcs11.token.LoadedModule;
import signet.signer.pkcs11.token.TokenModule;
import signet.signer.pkcs11.token.TokenSession;
import signet.signer.pkcs11.uri.Pkcs11Uri;
import signet.testing.token.Controls;
import signet.testing.token.Fault;
import signet.testing.token.FaultShim;
import signet.testing.token.KeyType;
import signet.testing.token.SoftHsm;
import signet.testing.token.SoftKey;
import signet.testing.token.SoftToken;

import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;

/** Which engine is taken, and what becomes of failures, behind the shim. */
class EngineChoiceIT {

    private static final String PIN = "123456";
    private static final byte[] INPUT = {'x'};

    @TempDir Path folder;
    private SoftToken token;
    private FaultShim shim;

    @BeforeEach
    void build() throws Exception {
        SoftHsm hsm = SoftHsm.create(folder);
        token = hsm.token("acme", PIN);
        shim = FaultShim.build(folder, LoadedModule.copy(hsm, folder), hsm.environment());
    }

    @FunctionalInterface
    private interface Use {
        void of(TokenModule module, TokenSession session) throws Exception;
    }

    private void loggedIn(Use use) throws Exception {
        try (TokenModule module = LoadedModule.of(shim)) {
            use.of(module, LoadedModule.loggedIn(module, module.find(Pkcs11Uri.any()), PIN));
        }
    }

    private static OpenedEngine open(
            TokenModule module, TokenSession session, EngineChoice choice, Optional<byte[]> pin)
            throws SignerException, EngineBrokenException {
        return Engines.open(module, session, session.findKey(Pkcs11Uri.any()), choice, pin);
    }

    @Test
    void sunPkcs11ServesAKeyWithACertificateInOurLogin() throws Exception {
        token.generate(SoftKey.of(KeyType.P256, "01", "k").withCertificate());
        loggedIn(
                (module, session) -> {
                    OpenedEngine opened =
                            open(module, session, EngineChoice.AUTO, Optional.empty());
                    assertEquals("sunpkcs11", opened.engine().name());
                    assertEquals("CKM_ECDSA", opened.engine().mechanism());
                    opened.engine().close();
                });
        assertEquals(1, shim.log().count("C_Login"));
        assertEquals(0, shim.log().count("C_SignUpdate"));
    }

    @Test
    void theKeyIsChosenByItsIdWhereTwoHaveTheSameLabel() throws Exception {
        token.generate(SoftKey.of(KeyType.P256, "01", "same").withCertificate());
        PublicKey second = token.generate(SoftKey.of(KeyType.P256, "02", "same").withCertificate());
        loggedIn(
                (module, session) -> {
                    var key = session.findKey(Pkcs11Uri.parse("id=%02;object=same"));
                    OpenedEngine opened =
                            Engines.open(module, session, key, EngineChoice.AUTO, Optional.empty());
                    assertEquals("sunpkcs11", opened.engine().name());
                    assertEquals(second, opened.engine().publicKey());
                    opened.engine().close();
                });
    }

    @Test
    void whatSunPkcs11CannotServeGoesNativeOrIsRefusedWithTheReason() throws Exception {
        token.generate(SoftKey.of(KeyType.P256, "01", "k"));
        loggedIn(
                (module, session) -> {
                    var refusal =
                            assertThrows(
                                    SignerException.KeyUnusable.class,
                                    () ->
                                            open(
                                                    module,
                                                    session,
                                                    EngineChoice.SUNPKCS11,
                                                    Optional.empty()));
                    assertTrue(refusal.toString().contains("without a certificate"));
                    OpenedEngine opened =
                            open(module, session, EngineChoice.AUTO, Optional.empty());
                    assertEquals("native", opened.engine().name());
                    assertTrue(opened.why().contains("without a certificate"), opened.why());
                    opened.engine().close();
                });
        assertEquals(0, shim.log().openSessions());
    }

    @ParameterizedTest
    @CsvSource({"1, native, 1", "2, native, 2", "3, sunpkcs11, 1", "5, sunpkcs11, 3"})
    void tokensWithFewSessionsWork(long limit, String engine, int sessions) throws Exception {
        token.generate(SoftKey.of(KeyType.P256, "01", "k").withCertificate());
        shim.set(Controls.none().withMaxSessions(limit));
        loggedIn(
                (module, session) -> {
                    OpenedEngine opened =
                            open(module, session, EngineChoice.AUTO, Optional.empty());
                    assertEquals(engine, opened.engine().name());
                    assertEquals(sessions, opened.engine().sessions());
                    opened.engine().sign(INPUT, Optional.empty());
                    opened.engine().close();
                });
    }

    @Test
    void aWrongPinForOneSignatureLeavesTheEngineUsable() throws Exception {
        token.generate(SoftKey.of(KeyType.P256, "01", "k").withAlwaysAuthenticate());
        loggedIn(
                (module, session) -> {
                    SigningEngine engine =
                            open(module, session, EngineChoice.AUTO, LoadedModule.pin(PIN))
                                    .engine();
                    assertThrows(
                            SignerException.PinRejected.class,
                            () -> engine.sign(INPUT, LoadedModule.pin("654321")));
                    byte[] signature = engine.sign(INPUT, LoadedModule.pin(PIN));
                    assertTrue(new Verification(engine, INPUT, signature).byJdk());
                    engine.close();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"NATIVE", "SUNPKCS11"})
    void aDeviceErrorBreaksTheEngineAndARefusalDoesNot(EngineChoice choice) throws Exception {
        token.generate(SoftKey.of(KeyType.P256, "01", "k").withCertificate());
        loggedIn(
                (module, session) -> {
                    SigningEngine engine = open(module, session, choice, Optional.empty()).engine();
                    shim.set(Controls.none().with(Fault.returning("C_SignInit", 0x50).forNext(1)));
                    assertThrows(
                            SignerException.Refused.class,
                            () -> engine.sign(INPUT, Optional.empty()));
                    byte[] signature = engine.sign(INPUT, Optional.empty());
                    assertTrue(new Verification(engine, INPUT, signature).byJdk());
                    shim.set(Controls.none().with(Fault.returning("C_Sign", 0x30)));
                    var broken =
                            assertThrows(
                                    EngineBrokenException.class,
                                    () -> engine.sign(INPUT, Optional.empty()));
                    assertInstanceOf(SignerException.TokenUnavailable.class, broken.reason());
                    assertTrue(broken.toString().contains("CKR_DEVICE_ERROR"));
                    engine.close();
                });
    }
}
