package signet.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A directory with configuration files, and the specifiers of a made-up user. */
record ConfigFixture(Path directory) {

    static final Specifiers ROOT =
            new Specifiers(new Identity("root", 0, "root", 0, Path.of("/root")), Map.of());

    Path write(String name, String... lines) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    Specifiers user() {
        return new Specifiers(
                new Identity("ann", 1000, "ann", 1000, Path.of("/h/ann")),
                Map.of("XDG_CONFIG_HOME", directory.toString()));
    }

    static void assertError(ThrowingCallable load, String message) {
        assertThatThrownBy(load).isInstanceOf(ConfigException.class).hasMessage(message);
    }
}
