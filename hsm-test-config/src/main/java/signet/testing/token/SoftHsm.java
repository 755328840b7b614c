package signet.testing.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SoftHSM2 with its tokens in a folder of its own. */
public final class SoftHsm {

    private static final Pattern EMPTY_SLOT =
            Pattern.compile("Slot \\d+ \\((0x[0-9a-f]+)\\)[^\n]*\n  token state: +uninitialized");
    private static final Pattern SERIAL = Pattern.compile("serial num +: ([0-9a-f]{16})");

    private final Path folder;
    private final Path module;
    private final Map<String, String> environment;

    private SoftHsm(Path folder, Path module) {
        this.folder = folder;
        this.module = module;
        this.environment = Map.of("SOFTHSM2_CONF", configuration(folder).toString());
    }

    /**
     * Writes a configuration without tokens.
     *
     * @param folder an existing folder, absolute
     */
    public static SoftHsm create(Path folder) throws IOException {
        Files.createDirectory(tokens(folder));
        Files.writeString(
                configuration(folder),
                """
                directories.tokendir = %s
                objectstore.backend = file
                log.level = ERROR
                slots.removable = false
                """
                        .replace("%s", tokens(folder).toString()));
        return new SoftHsm(folder, Modules.find("softhsm/libsofthsm2.so"));
    }

    /** Returns what a process needs in its environment to see these tokens. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Returns the module, libsofthsm2.so. */
    public Path modulePath() {
        return module;
    }

    /**
     * Makes a token; there may be several with the same label.
     *
     * @param label at most 32 bytes
     * @param userPin 4 to 255 characters
     */
    public SoftToken token(String label, String userPin) throws IOException {
        String slots = tool().run("-L");
        Matcher empty = EMPTY_SLOT.matcher(slots);
        if (!empty.find()) {
            throw new IOException("SoftHSM2 has no empty slot: " + slots);
        }
        SoftToken.initialise(tool(), empty.group(1), label);
        Set<String> added = serials(tool().run("-L"));
        added.removeAll(serials(slots));
        var token = new SoftToken(tool(), label, userPin, added.iterator().next());
        token.initialisePin();
        return token;
    }

    /**
     * Gives the configuration and all tokens of now to another user and its group. The user must be
     * able to get into the folder.
     */
    public void giveTo(String user) throws IOException {
        tool().command()
                .run(
                        List.of(
                                "chown",
                                "-R",
                                user + ":",
                                tokens(folder).toString(),
                                configuration(folder).toString()));
    }

    private Pkcs11Tool tool() {
        return new Pkcs11Tool(module, new Command(folder, environment));
    }

    private static Path configuration(Path folder) {
        return folder.resolve("softhsm2.conf");
    }

    private static Path tokens(Path folder) {
        return folder.resolve("softhsm2-tokens");
    }

    private static Set<String> serials(String slots) {
        Set<String> serials = new TreeSet<>();
        SERIAL.matcher(slots).results().forEach(found -> serials.add(found.group(1)));
        return serials;
    }
}
