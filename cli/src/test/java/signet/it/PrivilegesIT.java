package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.Eventually;
import signet.testing.FreePort;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Client and webserver as the kernel sees them while they run. */
class PrivilegesIT {

    /** By pidfd_open and pidfd_getfd. */
    private static final String WRITER =
            """
            $SIG{PIPE} = "IGNORE";
            my $process = syscall(434, $ARGV[0] + 0, 0);
            my $number = syscall(438, $process, 3, 0);
            open(my $signer, ">&=", $number) or die "no connection: $!";
            print defined(send($signer, "", 0)) ? "written" : "$!";
            """;

    @RegisterExtension static final Ca CA = new Ca();

    private static final List<String> CAPABILITY_SETS =
            List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb");

    @Test
    void clientAndWebserverRunWithEverythingDropped() throws IOException, InterruptedException {
        try (Site site = CA.site()) {
            TestProcess accountd = site.startAccountd();
            site.register();
            site.sections(site.section("privileges.example"));
            // A signer that does not answer holds both where they can be looked at.
            accountd.signal("STOP");
            TestProcess master = site.startSignet("newOrder");
            ProcessView client = child(master, "signet-client");
            ProcessView webserver = child(master, "signet-webserver");

            assertDropped(client, "_signet-client");
            assertDropped(webserver, "_signet-www");
            assertOnlyWhatWasGiven(client, site, Set.of(0, 1, 2, 3), master, accountd);
            assertOnlyWhatWasGiven(webserver, site, Set.of(0, 1, 2, 3), master, accountd);

            assertThat(write(site, client)).isEqualTo("written");
            assertThat(write(site, webserver)).isEqualTo("Broken pipe");

            accountd.signal("CONT");
            assertThat(master.awaitExit(Site.LONG)).as(master.text()).isZero();
            assertThat(client.isAlive()).isFalse();
            assertThat(webserver.isAlive()).isFalse();
            assertThat(site.directory().resolve("privileges.example.pem")).exists();
        }
    }

    /**
     * Takes a process's connection to the signer, which is 3, and says what comes of a write of
     * nothing.
     */
    private static String write(Site site, ProcessView process) throws IOException {
        return site.run("perl", "-e", WRITER, Long.toString(process.pid())).output().strip();
    }

    @Test
    void usersAndGroupsCanBeNumbersThatNobodyHas() throws Exception {
        try (Site site = CA.site()) {
            TestProcess accountd = site.startAccountd();
            site.configure("user = 987654\ngroup = 987655", "user = 987656\ngroup = 987657");
            site.register();
            site.sections(site.section("numbers.example"));
            accountd.signal("STOP");
            TestProcess master = site.startSignet("newOrder");
            Map<String, String> client = child(master, "signet-client").status();
            Map<String, String> webserver = child(master, "signet-webserver").status();

            assertThat(client.get("Uid")).isEqualTo("987654\t987654\t987654\t987654");
            assertThat(client.get("Gid")).isEqualTo("987655\t987655\t987655\t987655");
            assertThat(webserver.get("Uid")).isEqualTo("987656\t987656\t987656\t987656");
            assertThat(webserver.get("Gid")).isEqualTo("987657\t987657\t987657\t987657");
            accountd.signal("CONT");
            assertThat(master.awaitExit(Site.LONG)).as(master.text()).isZero();
        }
    }

    @Test
    void configuredCommandsRunAsTheirUsers() throws Exception {
        try (Site site = CA.site()) {
            site.startAccountd();
            Path seen = Files.createDirectory(site.directory().resolve("seen"));
            site.run("chmod", "1777", seen.toString());
            site.write("wrapper.sh", "id -un > " + seen + "/$1; shift; exec \"$@\"\n");
            String command =
                    "command = /bin/sh "
                            + site.directory().resolve("wrapper.sh")
                            + " %1$s "
                            + CA.distribution().root()
                            + "/libexec/signet-%1$s";
            site.configure(command.formatted("client"), command.formatted("webserver"));
            site.register();
            site.sections(site.section("commands.example"));

            Site.Finished run = site.signet("newOrder");

            assertThat(run.status()).as(run.output()).isZero();
            assertThat(seen.resolve("client")).hasContent("_signet-client\n");
            assertThat(seen.resolve("webserver")).hasContent("_signet-www\n");
        }
    }

    @Test
    void clientUserCanOpenNeitherKeysNorSocketNorConfiguration() throws IOException {
        try (Site site = CA.site()) {
            site.startAccountd();
            site.section("closed.example");
            Path serverKey = site.directory().resolve("closed.example.key");
            for (String user : List.of("_signet-client", "_signet-www")) {
                for (Path file : List.of(site.accountKey(), serverKey)) {
                    assertThat(as(site, user, "cat", file.toString()).output())
                            .contains("Permission denied");
                }
                assertThat(as(site, user, "socat", "-", "UNIX-CONNECT:" + site.socket()).output())
                        .contains("Permission denied");
            }
        }
    }

    /** A leak of the caller's is no gift to those who are to have nothing. */
    @Test
    void descriptorsOfTheCallerReachNoChild() throws IOException {
        try (Site site = CA.site()) {
            site.startSilentServer();
            site.configure("", "");
            String configuration =
                    java.nio.file.Files.readString(site.directory().resolve("signet.conf"))
                            .replaceAll("listen = .*", "listen = 127.0.0.1:" + FreePort.find());
            site.write(
                    "signet.conf",
                    configuration + "[accountd]\nprivkey = file:" + site.accountKey() + "\n");
            site.register();
            site.sections(site.section("descriptors.example"));
            TestProcess master =
                    site.start(
                            "leaky",
                            List.of(
                                    "sh",
                                    "-c",
                                    "exec 7</etc/shadow; exec \"$@\"",
                                    "sh",
                                    CA.distribution().signet(),
                                    "--config=" + site.directory().resolve("signet.conf"),
                                    "newOrder"));
            for (String program : List.of("signet-accountd", "signet-webserver", "signet-client")) {
                assertThat(child(master, program).descriptors().values())
                        .as(program)
                        .doesNotContain("/etc/shadow");
            }
            assertThat(new ProcessView(master.pid()).descriptors().values())
                    .contains("/etc/shadow");
        }
    }

    private static ProcessView child(TestProcess master, String mainClass) {
        return Eventually.get(
                mainClass, Site.LONG, () -> ProcessView.below(master.pid(), mainClass));
    }

    private static Site.Finished as(Site site, String user, String... command) throws IOException {
        String[] whole = new String[command.length + 4];
        whole[0] = "setpriv";
        whole[1] = "--reuid=" + user;
        whole[2] = "--regid=" + user;
        whole[3] = "--clear-groups";
        System.arraycopy(command, 0, whole, 4, command.length);
        return site.run(whole);
    }

    private static void assertDropped(ProcessView process, String user) throws IOException {
        Map<String, String> status = process.status();
        String uid = id("-u", user);
        String gid = id("-g", user);
        assertThat(status.get("Uid")).isEqualTo(String.join("\t", uid, uid, uid, uid));
        assertThat(status.get("Gid")).isEqualTo(String.join("\t", gid, gid, gid, gid));
        assertThat(status.get("Groups")).isEmpty();
        assertThat(status.get("NoNewPrivs")).isEqualTo("1");
        for (String set : CAPABILITY_SETS) {
            assertThat(status.get(set)).as(set).isEqualTo("0000000000000000");
        }
        // PWD is the launcher's own, which is a shell.
        assertThat(process.environment().keySet())
                .isSubsetOf(
                        "USER", "LOGNAME", "HOME", "SHELL", "PATH", "LC_ALL", "SIGNET_JAVA", "PWD");
        assertThat(process.environment()).containsEntry("USER", user);
    }

    private static void assertOnlyWhatWasGiven(
            ProcessView process, Site site, Set<Integer> given, TestProcess... others)
            throws IOException {
        Map<Integer, String> open = process.descriptors();
        assertThat(open.values())
                .noneMatch(target -> target.startsWith(site.directory().toString()))
                .noneMatch(target -> target.startsWith("/dev/pts") || target.startsWith("/etc"));
        assertThat(given).allMatch(number -> isSocket(open.getOrDefault(number, "socket:")));
        // Java duplicates the socket that it adopts and makes one for itself, so the sockets that
        // were not given are counted by whether anybody else has them too.
        Set<String> handed = given.stream().map(open::get).collect(Collectors.toSet());
        Set<String> more =
                open.values().stream()
                        .filter(name -> isSocket(name) && !handed.contains(name))
                        .collect(Collectors.toSet());
        assertThat(more).hasSizeLessThanOrEqualTo(1);
        for (TestProcess other : others) {
            assertThat(new ProcessView(other.pid()).descriptors().values())
                    .noneMatch(more::contains);
        }
    }

    private static boolean isSocket(String name) {
        return name.startsWith("socket:");
    }

    private static String id(String option, String user) throws IOException {
        Process process = new ProcessBuilder("id", option, user).start();
        return new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.US_ASCII)
                .strip();
    }
}
