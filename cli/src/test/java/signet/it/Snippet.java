package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A snippet for a webserver in front, as we ship it. */
final class Snippet {

    private static final Path SNIPPETS = Path.of("src/dist/etc/webserver").toAbsolutePath();

    private Snippet() {}

    /** Returns it with another path in the place of the one that it names. */
    static String of(String name, String place, Object ours) throws IOException {
        String text = Files.readString(SNIPPETS.resolve(name));
        assertThat(text).contains(place);
        return text.replace(place, ours.toString());
    }
}
