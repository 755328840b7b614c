package signet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Map;

class SpecifiersTest {

    private static final Identity ROOT = new Identity("root", 0, "wheel", 0, Path.of("/root"));
    private static final Identity USER = new Identity("ann", 1000, "staff", 50, Path.of("/h/ann"));

    private static final Map<String, String> XDG =
            Map.of(
                    "XDG_CACHE_HOME", "/x/cache",
                    "XDG_CONFIG_HOME", "/x/config",
                    "XDG_RUNTIME_DIR", "/x/run",
                    "TMPDIR", "/x/tmp",
                    "HOME", "/elsewhere");

    @ParameterizedTest
    @CsvSource({
        "%C,/var/cache",
        "%E,/etc",
        "%g,wheel",
        "%G,0",
        "%h,/root",
        "%t,/run",
        "%T,/x/tmp",
        "%u,root",
        "%U,0",
        "%%,%",
        "a%,a%",
        "%%t%t,%t/run"
    })
    void rootGetsTheDirectoriesOfTheSystemWhateverTheEnvironmentSays(String text, String expanded)
            throws ConfigException {
        assertThat(new Specifiers(ROOT, XDG).expand(text)).isEqualTo(expanded);
    }

    @ParameterizedTest
    @CsvSource({
        "%C,/x/cache",
        "%E,/x/config",
        "%g,staff",
        "%G,50",
        "%h,/h/ann",
        "%t,/x/run",
        "%u,ann",
        "%U,1000"
    })
    void anotherUserGetsTheDirectoriesOfTheSession(String text, String expanded)
            throws ConfigException {
        assertThat(new Specifiers(USER, XDG).expand(text)).isEqualTo(expanded);
    }

    @Test
    void emptyAndRelativeXdgVariablesCountAsUnset() throws ConfigException {
        Specifiers specifiers =
                new Specifiers(
                        USER,
                        Map.of("XDG_CACHE_HOME", "", "XDG_CONFIG_HOME", "rel", "HOME", "/home/a"));

        assertThat(specifiers.expand("%C %E %T")).isEqualTo("/home/a/.cache /home/a/.config /tmp");
    }

    @Test
    void withoutAnEnvironmentTheHomeOfTheUserDatabaseCounts() throws ConfigException {
        assertThat(new Specifiers(USER, Map.of()).expand("%C")).isEqualTo("/h/ann/.cache");
    }

    @Test
    void undefinedRuntimeDirectoryIsAnErrorWithItsMend() {
        assertThatThrownBy(() -> new Specifiers(USER, Map.of()).expand("%t/S"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "undefined specifier %t in \"%t/S\"; set XDG_RUNTIME_DIR to a directory of"
                                + " your own, or write a full path");
    }

    @Test
    void unknownSpecifierIsAnErrorThatListsTheKnownOnes() {
        assertThatThrownBy(() -> new Specifiers(ROOT, Map.of()).expand("/a/%x"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "unknown specifier %x in \"/a/%x\"; there are %C %E %g %G %h %t %T %u %U,"
                                + " and %% for a percent sign");
    }

    @Test
    void knowsWhoThisProcessRunsAs() throws Exception {
        Identity identity = Identity.ofProcess();
        Object uid = java.nio.file.Files.getAttribute(Path.of("/proc/self"), "unix:uid");

        assertThat(identity.uid()).isEqualTo(((Number) uid).longValue());
        assertThat(identity.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(identity.home()).isAbsolute();
        assertThat(identity.group()).isNotEmpty();
    }
}
