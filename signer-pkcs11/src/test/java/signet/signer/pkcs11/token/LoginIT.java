package signet.signer.pkcs11.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.signer.SignerException;
import signet.signer.pkcs11.uri.Pkcs11Uri;
import signet.testing.token.Controls;
import signet.testing.token.Fault;
import signet.testing.token.FaultShim;
import signet.testing.token.SoftHsm;
import signet.testing.token.TokenFlag;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

class LoginIT {

    private static final String PIN = "123456";

    @TempDir Path folder;
    private FaultShim shim;
    private TokenModule module;
    private Token token;

    @BeforeEach
    void load() throws Exception {
        SoftHsm hsm = SoftHsm.create(folder);
        hsm.token("acme", PIN);
        shim = FaultShim.build(folder, LoadedModule.copy(hsm, folder), hsm.environment());
        module = LoadedModule.of(shim);
        token = module.find(Pkcs11Uri.any());
    }

    @AfterEach
    void close() throws Exception {
        module.close();
    }

    @Test
    void theRightPinLogsInAndIsSentOnce() throws Exception {
        try (TokenSession session = LoadedModule.loggedIn(module, token, PIN)) {
            assertEquals(token, session.token());
        }
        assertEquals(1, shim.log().count("C_Login"));
    }

    @Test
    void aWrongPinIsRejectedAndWasSentOnce() throws Exception {
        LoginOutcome.Failed failed = failed("654321");
        var rejected = assertInstanceOf(SignerException.PinRejected.class, failed.reason());
        assertTrue(failed.pinSent());
        assertEquals(OptionalInt.empty(), rejected.triesLeft());
        assertFalse(rejected.toString().contains("654321"));
        assertEquals(1, shim.log().count("C_Login"));
        assertEquals(0, shim.log().openSessions());
    }

    @Test
    void theFlagsTellTheTriesLeft() throws Exception {
        shim.set(Controls.none().withFlags(TokenFlag.USER_PIN_FINAL_TRY));
        assertEquals(PinState.FINAL_TRY, module.find(Pkcs11Uri.any()).pinState());
        var rejected =
                assertInstanceOf(SignerException.PinRejected.class, failed("654321").reason());
        assertEquals(OptionalInt.of(1), rejected.triesLeft());
        shim.set(Controls.none().withFlags(TokenFlag.USER_PIN_LOCKED));
        assertEquals(PinState.LOCKED, module.find(Pkcs11Uri.any()).pinState());
        shim.set(Controls.none().withFlags(TokenFlag.USER_PIN_COUNT_LOW));
        assertEquals(PinState.COUNT_LOW, module.find(Pkcs11Uri.any()).pinState());
    }

    @ParameterizedTest
    @CsvSource({
        "0xA2, PinRejected, false, it was not sent",
        "0x07, PinRejected, false, it was not sent",
        "0xA4, PinRejected, true, is locked",
        "0xA3, PinRejected, true, is expired",
        "0x102, PinRejected, true, is not set yet",
        "0x50, PinRejected, true, was not keyed in",
        "0x100, TokenUnavailable, true, somebody is logged in already",
        "0x30, TokenUnavailable, true, CKR_DEVICE_ERROR",
        "0x80000001, TokenUnavailable, true, CKR_0x80000001"
    })
    void everyReturnCodeOfALoginIsExplained(String code, String type, boolean sent, String message)
            throws Exception {
        shim.set(Controls.none().with(Fault.returning("C_Login", Long.decode(code))));
        LoginOutcome.Failed failed = failed(PIN);
        assertEquals(type, failed.reason().getClass().getSimpleName());
        assertEquals(sent, failed.pinSent());
        assertTrue(failed.reason().toString().contains(message), failed.reason().getMessage());
    }

    @Test
    void aLoginThatIsThereAlreadyIsNotTakenForTheRightPin() throws Exception {
        try (TokenSession _ = LoadedModule.loggedIn(module, token, PIN)) {
            assertInstanceOf(SignerException.TokenUnavailable.class, failed("654321").reason());
        }
    }

    @Test
    void aTokenInThePlaceOfTheOneThatWasFoundDoesNotSeeThePin() throws Exception {
        var other =
                new Token(
                        token.module(),
                        token.label(),
                        "another",
                        token.manufacturer(),
                        token.model(),
                        token.slot(),
                        token.pinState(),
                        token.login(),
                        token.maxSessions());
        var failed =
                assertInstanceOf(
                        LoginOutcome.Failed.class, module.login(other, LoadedModule.pin(PIN)));
        assertFalse(failed.pinSent());
        assertTrue(failed.reason().toString().contains("is in the place of token"));
        assertEquals(0, shim.log().count("C_Login"));
    }

    @Test
    void withoutAPinNothingIsSent() throws Exception {
        var failed =
                assertInstanceOf(LoginOutcome.Failed.class, module.login(token, Optional.empty()));
        assertFalse(failed.pinSent());
        assertEquals(0, shim.log().count("C_Login"));
    }

    @Test
    void aPinpadGetsNoPinFromUs() throws Exception {
        Path pin = Files.writeString(folder.resolve("keyed-in"), PIN);
        shim.set(Controls.none().withPinpad(pin, Duration.ZERO));
        Token pinpad = module.find(Pkcs11Uri.any());
        assertEquals(LoginKind.PINPAD, pinpad.login());
        var in =
                assertInstanceOf(
                        LoginOutcome.LoggedIn.class, module.login(pinpad, Optional.empty()));
        in.session().close();
        assertEquals("user=1 no-pin", shim.log().of("C_Login").getFirst().note());
    }

    private LoginOutcome.Failed failed(String pin) {
        return assertInstanceOf(
                LoginOutcome.Failed.class, module.login(token, LoadedModule.pin(pin)));
    }
}
