package signet.testing.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class SoftHsmIT {

    @TempDir Path folder;

    private Pkcs11Tool tool(SoftHsm hsm) {
        return new Pkcs11Tool(hsm.modulePath(), new Command(folder, hsm.environment()));
    }

    @ParameterizedTest
    @EnumSource
    void signsWithKeysOfEachType(KeyType type) throws IOException, GeneralSecurityException {
        SoftHsm hsm = SoftHsm.create(folder);
        SoftToken token = hsm.token("acme", "123456");
        PublicKey key = token.generate(SoftKey.of(type, "01", "account"));
        assertThat(Signing.verified(tool(hsm), token.pin(), type, "01", key)).isTrue();
    }

    @Test
    void makesSeveralTokensWithOneLabelAndTellsThemApartBySerialAndSlot() throws IOException {
        SoftHsm hsm = SoftHsm.create(folder);
        SoftToken one = hsm.token("acme", "123456");
        SoftToken two = hsm.token("acme", "654321");
        two.generate(SoftKey.of(KeyType.P256, "02", "second"));
        Pkcs11Tool tool = tool(hsm);
        assertThat(tool.run("-L")).contains(one.serial(), two.serial());
        assertThat(tool.run("--slot", Long.toString(one.slotId()), "-O")).isEmpty();
        assertThat(tool.run("--slot", Long.toString(two.slotId()), "-O")).contains("second");
    }

    @Test
    void putsACertificateAndAnAlwaysAuthenticateFlagOnlyWhereAsked() throws IOException {
        SoftHsm hsm = SoftHsm.create(folder);
        SoftToken token = hsm.token("acme", "123456");
        Pkcs11Tool tool = tool(hsm).with("PIN", token.pin());
        token.generate(SoftKey.of(KeyType.P256, "01", "plain"));
        assertThat(tool.run("--login", "--pin", "env:PIN", "-O"))
                .contains("plain", "sensitive, always sensitive, never extractable")
                .doesNotContain("Certificate Object", "always authenticate");
        token.generate(
                SoftKey.of(KeyType.P384, "02", "both").withCertificate().withAlwaysAuthenticate());
        assertThat(tool.run("--login", "--pin", "env:PIN", "-O"))
                .contains("Certificate Object", "CN=both", "always authenticate");
    }

    @Test
    void losesItsKeysButNotItsSerialNumberWhenInitialisedAgain() throws IOException {
        SoftHsm hsm = SoftHsm.create(folder);
        SoftToken token = hsm.token("acme", "123456");
        token.generate(SoftKey.of(KeyType.P256, "01", "account"));
        token.reinitialise();
        Pkcs11Tool tool = tool(hsm).with("PIN", token.pin());
        assertThat(tool.run("-L")).contains(token.serial());
        assertThat(tool.run("--login", "--pin", "env:PIN", "-O")).doesNotContain("account");
    }

    @Test
    void givesItsTokensToAnotherUser() throws IOException {
        SoftHsm hsm = SoftHsm.create(folder);
        SoftToken token = hsm.token("acme", "123456");
        Command command = tool(hsm).command();
        command.run(List.of("chmod", "711", folder.toString()));
        String list = "exec setpriv --reuid=nobody --clear-groups pkcs11-tool -L --module ";
        List<String> asOther = List.of("sh", "-c", list + hsm.modulePath());
        assertThat(command.run(asOther)).doesNotContain(token.serial());
        hsm.giveTo("nobody");
        assertThat(command.run(asOther)).contains(token.serial());
    }

    @Test
    void theScriptMakesATokenThatBelongsToTheOwnerOfItsFolder() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path pin = Files.writeString(folder.resolve("pin"), "314159\n");
        var command = new Command(folder, Map.of());
        command.run(List.of("chown", "nobody:", home.toString()));
        command.run(List.of("sh", "softhsm/softhsm.sh", "init", home.toString(), "acme", "" + pin));
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files).allMatch(file -> owner(file).equals("nobody"));
        }
        Path module = SoftHsm.create(folder).modulePath();
        var tool =
                new Pkcs11Tool(module, command)
                        .with("SOFTHSM2_CONF", home.resolve("softhsm2.conf").toString())
                        .with("PIN", "314159");
        tool.run("--token-label", "acme", "--login", "--pin", "env:PIN", "-O");
        assertThat(tool.run("-L")).contains(": acme", "PIN initialized");
    }

    private static String owner(Path file) {
        try {
            return Files.getOwner(file).getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
