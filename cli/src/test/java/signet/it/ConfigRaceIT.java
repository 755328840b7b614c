package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The master is started again and again while its configuration and what nobody has prepared change
 * places all the time. Either of them names a command as the signer's, which root would run.
 */
class ConfigRaceIT {

    /** How often it is started, by all tests together; {@code -Dsignet.starts=5000} for more. */
    private static final int STARTS = Integer.getInteger("signet.starts", 24);

    private static final int STARTS_OF_EACH = STARTS / (2 * Bait.values().length);

    /** Until the configuration was found in both places, which is a matter of chance. */
    private static final int MORE_STARTS = 200;

    private static final int NOBODY = 65534;
    private static final String NAME = "signet.conf";
    private static final String ROOTS = "conf";
    private static final String THEIRS = "theirs";

    private Path directory;
    private Path record;
    private Distribution distribution;

    /** What nobody puts in the place of root's folder. */
    enum Bait {
        FILE,
        LINK_TO_FILE,
        LINK_TO_FOLDER
    }

    @BeforeEach
    void prepare() throws IOException {
        directory = Distribution.openDirectory("signet-race");
        distribution = Distribution.copyTo(directory);
        record = Files.createFile(directory.resolve("record"));
    }

    /** Makes a folder with root's configuration, and beside it what nobody has for one. */
    private Path prepare(String name, String mode, Bait bait) throws IOException {
        Path folder = folder(directory.resolve(name));
        configuration(folder(folder.resolve(ROOTS)), "root");
        Path prepared = folder(directory.resolve("prepared"));
        give(configuration(prepared, "nobody"));
        give(prepared);
        Path theirs = folder.resolve(THEIRS);
        switch (bait) {
            case FILE -> Files.move(prepared, theirs);
            case LINK_TO_FILE ->
                    give(
                            Files.createSymbolicLink(
                                    folder(theirs).resolve(NAME), prepared.resolve(NAME)));
            case LINK_TO_FOLDER -> Files.createSymbolicLink(theirs, prepared);
        }
        give(theirs);
        Files.setAttribute(folder, "unix:mode", Integer.parseInt(mode, 8));
        return folder;
    }

    private static Path folder(Path path) throws IOException {
        return Files.setPosixFilePermissions(
                Files.createDirectory(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Its command leaves a line that says whose it is, and as which user it ran. */
    private Path configuration(Path folder, String whose) throws IOException {
        Path command = directory.resolve("command-of-" + whose);
        Files.writeString(
                command, "#!/bin/sh\necho " + whose + " $(id -u) >>" + record + "\nexit 1\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.writeString(
                folder.resolve(NAME),
                "lock = " + directory + "/lock\n[accountd]\ncommand = " + command + "\n");
    }

    private static void give(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    }

    /** What came of the starts. */
    private static final class Tally {
        private final List<String> nobodys = new ArrayList<>();
        private final List<String> others = new ArrayList<>();
        private int starts;
        private int roots;
        private int refused;

        private boolean isEnough() {
            boolean both = roots > 0 && refused > 0;
            return starts >= STARTS_OF_EACH && (both || starts >= MORE_STARTS);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d starts: nobody's command ran in %d, root's in %d, refused %d, else %d",
                    starts,
                    nobodys.size(),
                    roots,
                    refused,
                    others.size());
        }
    }

    private void start(Path roots, Tally tally, Set<String> refusals) throws IOException {
        tally.starts++;
        Files.writeString(record, "");
        try (TestProcess signet =
                TestProcess.start(
                        directory.resolve("run.log"),
                        List.of(
                                distribution.signet(),
                                "--config=" + roots.resolve(NAME),
                                "account"))) {
            int status = signet.awaitExit(Site.LONG);
            String ran = Files.readString(record).strip();
            String output = signet.text().strip();
            if (ran.startsWith("nobody ")) {
                tally.nobodys.add(
                        "start " + tally.starts + ", as user " + ran.substring("nobody ".length()));
            } else if (ran.equals("root 0")) {
                tally.roots++;
            } else if (status == 1 && refusals.contains(output)) {
                tally.refused++;
            } else {
                tally.others.add(status + ": " + output);
            }
        }
    }

    private void assertNotNobodys(Bait bait, Tally tally, long exchanges) {
        System.out.println(bait + ": " + tally + "; exchanged " + exchanges + " times");
        assertThat(tally.nobodys).as("starts in which nobody's command ran").isEmpty();
        assertThat(tally.others).as("what else came of them").isEmpty();
        assertThat(exchanges).as("exchanges").isGreaterThan(tally.starts);
    }

    /** Who owns the folder above may exchange what is in it. */
    @ParameterizedTest
    @EnumSource(Bait.class)
    void whatIsInAFolderOfNobodysIsRefused(Bait bait) throws Exception {
        Path theirs = prepare("x", "755", bait);
        give(theirs);
        String refusal =
                "Error: "
                        + theirs
                        + ": belongs to user nobody, who could have root run any command by it;"
                        + " have what is below it in a directory that is root's";
        Tally tally = new Tally();
        try (Exchanger exchanger = Exchanger.start(directory, theirs, ROOTS, THEIRS)) {
            while (tally.starts < STARTS_OF_EACH) {
                start(theirs.resolve(ROOTS), tally, Set.of(refusal));
            }
            assertNotNobodys(bait, tally, exchanger.end());
        }
        assertThat(tally.refused).isEqualTo(tally.starts);
    }

    /**
     * Where the way is one that root goes, only the folder itself says whose it is. In a folder
     * with the sticky bit nobody could exchange nothing of root's, so this one is given the power
     * to.
     */
    @ParameterizedTest
    @EnumSource(Bait.class)
    void whatIsReadIsWhatWasLookedAt(Bait bait) throws Exception {
        Path shared = prepare("shared", "1777", bait);
        Path roots = shared.resolve(ROOTS);
        Set<String> refusals =
                Set.of(
                        "Error: "
                                + roots
                                + ": belongs to user nobody, who could have root run any command by"
                                + " it; mend it with: chown root "
                                + roots,
                        "Error: "
                                + roots
                                + ": is a symbolic link which somebody else may have made (user"
                                + " nobody); name the place itself that it leads to");
        Tally tally = new Tally();
        try (Exchanger exchanger = Exchanger.start(directory, shared, ROOTS, THEIRS, "fowner")) {
            while (!tally.isEnough()) {
                start(roots, tally, refusals);
            }
            assertNotNobodys(bait, tally, exchanger.end());
        }
        assertThat(tally.roots).as("starts with root's configuration").isPositive();
        assertThat(tally.refused).as("starts that were refused").isPositive();
    }
}
