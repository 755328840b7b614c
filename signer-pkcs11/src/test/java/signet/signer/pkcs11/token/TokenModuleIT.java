package signet.signer.pkcs11.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.signer.SignerException;
import signet.signer.pkcs11.uri.Pkcs11Uri;
import signet.testing.token.SoftHsm;
import signet.testing.token.SoftToken;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class TokenModuleIT {

    @TempDir Path folder;

    @Test
    void listsTokensAndFindsOneByItsSerial() throws Exception {
        SoftHsm hsm = SoftHsm.create(folder);
        SoftToken first = hsm.token("twin", "1234");
        SoftToken second = hsm.token("twin", "1234");
        try (TokenModule module = LoadedModule.of(hsm, folder)) {
            List<String> serials = module.tokens().stream().map(Token::serial).sorted().toList();
            assertEquals(
                    List.of(first.serial(), second.serial()).stream().sorted().toList(), serials);
            Token found = module.find(Pkcs11Uri.parse("token=twin;serial=" + second.serial()));
            assertEquals(second.serial(), found.serial());
            assertEquals(second.slotId(), found.slot().id());
            assertEquals(LoginKind.PIN, found.login());
            assertEquals(PinState.OK, found.pinState());
            assertFalse(found.slot().hardware());
            assertEquals(found, module.find(found.uri()));
            assertEquals("SoftHSM", module.info().manufacturer());
        }
    }

    @Test
    void listsTheTokensWhereSeveralMatchOrNone() throws Exception {
        SoftHsm hsm = SoftHsm.create(folder);
        SoftToken first = hsm.token("twin", "1234");
        hsm.token("twin", "1234");
        try (TokenModule module = LoadedModule.of(hsm, folder)) {
            var several =
                    assertThrows(
                            SignerException.KeyNotFound.class,
                            () -> module.find(Pkcs11Uri.parse("token=twin")));
            assertTrue(several.toString().contains("serial=" + first.serial()));
            var none =
                    assertThrows(
                            SignerException.TokenUnavailable.class,
                            () -> module.find(Pkcs11Uri.parse("token=other")));
            assertTrue(none.toString().contains("serial=" + first.serial()), none.getMessage());
            String pasted = none.toString().replaceAll("(?s).*there are: (pkcs11:\\S+).*", "$1");
            assertTrue(module.tokens().contains(module.find(Pkcs11Uri.parse(pasted))));
        }
    }

    @Test
    void findsATokenThatIsMadeLater() throws Exception {
        SoftHsm hsm = SoftHsm.create(folder);
        try (TokenModule module = LoadedModule.of(hsm, folder)) {
            assertEquals(List.of(), module.tokens());
        }
        SoftToken made = hsm.token("later", "1234");
        Path again = Files.createDirectory(folder.resolve("again"));
        try (TokenModule module = LoadedModule.of(hsm, again)) {
            assertEquals(made.serial(), module.find(Pkcs11Uri.parse("token=later")).serial());
        }
    }

    @Test
    void tellsWhyAModuleIsNotLoaded() throws Exception {
        assertMessage("There is no PKCS#11 module", folder.resolve("missing.so"));
        Path text = Files.writeString(folder.resolve("text.so"), "no shared object ".repeat(99));
        assertMessage("invalid ELF header", text);
        assertMessage("must be absolute", Path.of("relative.so"));
        byte[] foreign = Files.readAllBytes(SoftHsm.create(folder).modulePath());
        foreign[18] = 2; // e_machine: SPARC
        foreign[19] = 0;
        assertMessage("cannot open", Files.write(folder.resolve("foreign.so"), foreign));
        Path shim = Path.of(System.getProperty("java.home"), "lib", "libjava.so");
        assertMessage("there is no C_GetFunctionList", shim);
    }

    private static void assertMessage(String part, Path module) {
        var failure =
                assertThrows(
                        SignerException.TokenUnavailable.class, () -> TokenModule.load(module));
        assertTrue(failure.toString().contains(part), failure.getMessage());
        assertTrue(failure.toString().contains(module.toString()), failure.getMessage());
    }

    @Test
    void aModuleIsLoadedOnce() throws Exception {
        SoftHsm hsm = SoftHsm.create(folder);
        try (TokenModule module = LoadedModule.of(hsm, folder)) {
            var failure =
                    assertThrows(
                            SignerException.TokenUnavailable.class,
                            () -> TokenModule.load(module.path()));
            assertTrue(failure.toString().contains("CKR_CRYPTOKI_ALREADY_INITIALIZED"));
        }
    }
}
