package signet.signer.pkcs11.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.signer.SignerException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

class PinSourcesTest {

    @TempDir private Path folder;

    private PinSources sources(Optional<String> askpass) {
        return new PinSources(
                askpass, Duration.ofSeconds(20), Optional.of(folder), _ -> "typed".toCharArray());
    }

    private Path file(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    private static String text(PinSource source) throws IOException {
        try (Pin pin = source.read("PIN for the token")) {
            return new String(Base64.getDecoder().decode(pin.base64()), StandardCharsets.UTF_8);
        }
    }

    private PinSource named(String pinSource) throws SignerException {
        return sources(Optional.empty()).pick(Optional.of(pinSource));
    }

    @Test
    void theFirstLineOfAPrivateFileIsThePin() throws Exception {
        Path file = file("p i%n", "12 34é\r\nmore\n", "rw-------");

        assertThat(text(named(file.toString()))).isEqualTo("12 34é");
        assertThat(text(named(file.toUri().toString()))).isEqualTo("12 34é");
        assertThat(named(file.toString()).secret().canBeReadAgain()).isTrue();
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws Exception {
        Path file = file("pin", "1234", "rw-r-----");

        assertThatThrownBy(() -> text(named(file.toString())))
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void filesThatHoldNoPinAreRefused() throws Exception {
        assertThatThrownBy(() -> text(named(folder.resolve("none").toString())))
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> text(named(folder.toString())))
                .hasMessageContaining("is a directory; name a file");
        Path empty = file("empty", "\n1234", "rw-------");
        assertThatThrownBy(() -> text(named(empty.toString()))).hasMessageContaining("is empty");
        Path large = file("large", "z".repeat(300), "rw-------");
        assertThatThrownBy(() -> text(named(large.toString())))
                .hasMessageContaining("longer than 255")
                .hasMessageNotContaining("zzz");
    }

    @Test
    void aSystemdCredentialIsReadFromTheServicesFolder() throws Exception {
        file("token-pin", "1234", "r--r-----");

        assertThat(text(named("credential:token-pin"))).isEqualTo("1234");
        assertThatThrownBy(
                        () ->
                                new PinSources(
                                                Optional.empty(),
                                                Duration.ofSeconds(1),
                                                Optional.empty(),
                                                _ -> new char[0])
                                        .pick(Optional.of("credential:token-pin")))
                .hasMessageContaining("LoadCredential=token-pin:FILE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "|cat /etc/pin > a command is not run",
                "pin.txt > write a full path",
                "file://host/pin > only files of this host",
                "credential:../x > no name of a credential",
                "credential: > no name of a credential",
                "https://x/ > write a full path",
            })
    void otherSourcesAreRefused(String pinSource, String reason) {
        assertThatThrownBy(() -> named(pinSource.strip()))
                .isInstanceOf(SignerException.KeyUnusable.class)
                .hasMessageContaining(reason);
    }

    @Test
    void theAskpassProgramGetsThePromptAndGivesThePin() throws Exception {
        Path program =
                file(
                        "ask",
                        "#!/bin/sh\nprintf '%s' \"$1\" >" + folder + "/prompt\necho 4711\n",
                        "rwx------");

        assertThat(text(sources(Optional.of(program.toString())).pick(Optional.empty())))
                .isEqualTo("4711");
        assertThat(folder.resolve("prompt")).hasContent("PIN for the token");
    }

    @Test
    void anAskpassProgramThatFailsGivesNoPin() throws Exception {
        // No number: the name of the folder, which is in the message, has some.
        Path program = file("ask", "#!/bin/sh\necho geheim\nexit 1\n", "rwx------");

        assertThatThrownBy(
                        () -> text(sources(Optional.of(program.toString())).pick(Optional.empty())))
                .hasMessageContaining("exit status 1")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> text(sources(Optional.of("/no/such")).pick(Optional.empty())))
                .hasMessageContaining("check \"askpass\"");
    }

    @Test
    void anAskpassProgramThatNobodyAnswersIsEnded() throws Exception {
        Path program = file("ask", "#!/bin/sh\nsleep 600\n", "rwx------");
        PinSource source =
                new PinSource("askpass", new Askpass(program.toString(), Duration.ofMillis(100)));

        assertThatThrownBy(() -> text(source)).hasMessageContaining("gave no PIN within");
    }

    @Test
    void withoutAnythingElseThePersonIsAsked() throws Exception {
        assertThat(text(sources(Optional.empty()).pick(Optional.empty()))).isEqualTo("typed");
    }

    @Test
    void aKeptPinIsNotReadAgainAndIsOverwrittenAtTheEnd() throws Exception {
        PinStore store =
                new PinStore(named(file("p", "1", "rw-------").toString()), PinPolicy.KEEP);
        try (Pin pin = store.get("")) {
            store.accepted(pin);
        }
        file("p", "2", "rw-------");
        assertThat(store.get("").base64()).isEqualTo(base64("1"));

        store.forget();
        assertThat(store.get("").base64()).isEqualTo(base64("2"));
    }

    @Test
    void aPinOfPolicyAskIsReadEachTime() throws Exception {
        PinStore store = new PinStore(named(file("p", "1", "rw-------").toString()), PinPolicy.ASK);
        try (Pin pin = store.get("")) {
            store.accepted(pin);
        }
        file("p", "2", "rw-------");
        assertThat(store.get("").base64()).isEqualTo(base64("2"));
    }

    @Test
    void aTypedPinOfPolicyAskIsNotToBeHadAgain() throws Exception {
        PinStore store =
                new PinStore(sources(Optional.empty()).pick(Optional.empty()), PinPolicy.ASK);
        try (Pin pin = store.get("")) {
            store.accepted(pin);
        }

        assertThatThrownBy(() -> store.get(""))
                .isInstanceOf(SignerException.TokenUnavailable.class)
                .hasMessageContainingAll("restart", "askpass");
    }

    @Test
    void aPinShowsNothingAndCanBeOverwritten() throws Exception {
        byte[] secret = "1234".getBytes(StandardCharsets.UTF_8);
        Pin pin = Pin.of(secret, "a test");
        assertThat(pin.toString()).doesNotContain("1234");
        pin.close();

        assertThat(Arrays.equals(secret, new byte[4])).isTrue();
        assertThatThrownBy(pin::base64).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] base64(String text) {
        return Base64.getEncoder().encode(text.getBytes(StandardCharsets.UTF_8));
    }
}
