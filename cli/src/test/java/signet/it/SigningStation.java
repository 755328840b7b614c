package signet.it;

import signet.testing.FreePort;
import signet.testing.TestProcess;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another machine, behind an sshd of its own on a loopback port, into which one user can log in. Of
 * the directory, {@code station} belongs to that user and {@code host} to the one that runs ssh.
 */
final class SigningStation implements AutoCloseable {

    static final String STATION_USER = "_signet-station";
    static final String HOST_USER = "_signet-accountd";

    private final Site site;
    private final Path directory;
    private final int port;
    private TestProcess sshd;
    private int starts;

    private SigningStation(Site site, Path directory, int port) throws IOException {
        this.site = site;
        this.directory = directory;
        this.port = port;
        makeKeys();
        configureSshd();
        configureSsh();
        this.sshd = launch();
    }

    /** Starts the sshd; nobody is authorized yet. */
    static SigningStation start(Site site) throws IOException {
        Path directory = Distribution.openDirectory("signet-station");
        Files.createDirectory(directory.resolve("station"));
        Files.createDirectory(directory.resolve("host"));
        return new SigningStation(site, directory, FreePort.find());
    }

    private void makeKeys() throws IOException {
        for (Path key : List.of(station("host_key"), host("id"))) {
            must("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        }
        must("cp", site.accountKey().toString(), station("account.key").toString());
        must("chown", "-R", STATION_USER + ":", station("").toString());
        must("chown", "-R", HOST_USER + ":", host("").toString());
        must("chmod", "700", station("").toString(), host("").toString());
    }

    private void configureSshd() throws IOException {
        Files.writeString(
                station("sshd_config"),
                """
                ListenAddress 127.0.0.1:%d
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                AuthenticationMethods publickey
                LogLevel DEBUG1
                Subsystem sftp internal-sftp
                """
                        .formatted(port, station("host_key"), station("authorized_keys")));
    }

    private void configureSsh() throws IOException {
        String hostKey = Files.readString(station("host_key.pub"));
        Files.writeString(host("known_hosts"), "[127.0.0.1]:" + port + " " + hostKey);
        Files.writeString(
                host("config"),
                """
                Host station
                    HostName 127.0.0.1
                    Port %d
                    User %s
                    IdentityFile %s
                    IdentitiesOnly yes
                    UserKnownHostsFile %s
                    StrictHostKeyChecking yes
                    BatchMode yes
                    ConnectTimeout 10
                """
                        .formatted(port, STATION_USER, host("id"), host("known_hosts")));
        must("chown", HOST_USER + ":", host("known_hosts").toString(), host("config").toString());
    }

    private TestProcess launch() throws IOException {
        TestProcess started =
                site.start(
                        "sshd" + ++starts,
                        as(
                                STATION_USER,
                                "/usr/sbin/sshd",
                                "-D",
                                "-e",
                                "-f",
                                station("sshd_config")));
        started.await("an open port of sshd", Site.LONG, this::accepts);
        return started;
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Lets the host's key in, with these options of authorized_keys. */
    void authorize(String options) throws IOException {
        Files.writeString(
                station("authorized_keys"), options + " " + Files.readString(host("id.pub")));
        must("chown", STATION_USER + ":", station("authorized_keys").toString());
    }

    /** Returns the options of docs/station.md: this command and nothing else. */
    static String restrictedTo(String command) {
        return "restrict,command=\"" + command + "\"";
    }

    /** Returns the command of an accountd here that serves standard input and output. */
    String accountdCommand() {
        return accountd() + " --privkey=file:" + station("account.key") + " --stdio";
    }

    String accountd() {
        return site.distribution().accountd();
    }

    /** Starts an accountd here that listens on a socket. */
    TestProcess startAccountd() throws IOException {
        TestProcess accountd =
                site.start(
                        "station-accountd",
                        as(
                                STATION_USER,
                                accountd(),
                                "--privkey=file:" + station("account.key"),
                                "--debug",
                                "--socket=" + station("S")));
        accountd.awaitText("Listening on", Site.LONG);
        return accountd;
    }

    /** Starts ssh as the host's user and waits until a file is there, such as a socket. */
    TestProcess forward(Path awaited, String... arguments) throws IOException {
        TestProcess ssh = startSsh(arguments);
        ssh.await("the forwarded socket " + awaited, Site.LONG, () -> Files.exists(awaited));
        return ssh;
    }

    /** Starts ssh as the host's user. */
    TestProcess startSsh(String... arguments) throws IOException {
        return site.start("ssh", ssh(arguments));
    }

    /** Runs ssh as the host's user to its end. */
    Site.Finished runSsh(String... arguments) throws IOException {
        TestProcess ssh = startSsh(arguments);
        return new Site.Finished(ssh.awaitExit(Site.LONG), ssh.text());
    }

    private List<String> ssh(String... arguments) {
        List<Object> command = new ArrayList<>(List.of("/usr/bin/ssh", "-F", host("config")));
        command.addAll(List.of(arguments));
        return as(HOST_USER, command.toArray());
    }

    /** Returns the words of an ssh command for signet.conf. */
    String sshWords() {
        return "/usr/bin/ssh -F " + host("config") + " -T station signet-accountd";
    }

    /** Returns what sshd has logged since its latest start. */
    String log() throws IOException {
        return sshd.text();
    }

    /** Returns how many connections were let in since sshd's latest start. */
    long logins() throws IOException {
        return log().lines().filter(line -> line.startsWith("Accepted publickey")).count();
    }

    /** Kills the sessions that there are; new ones are possible. */
    void killSessions() {
        sshd.process().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** Kills sshd with all its sessions. */
    void goAway() {
        List<ProcessHandle> sessions = sshd.process().descendants().toList();
        sshd.process().destroyForcibly();
        sessions.forEach(ProcessHandle::destroyForcibly);
        sshd.close();
    }

    Path station(String name) {
        return directory.resolve("station").resolve(name);
    }

    Path host(String name) {
        return directory.resolve("host").resolve(name);
    }

    int port() {
        return port;
    }

    static List<String> as(String user, Object... command) {
        List<String> whole =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=" + user,
                                "--regid=" + user,
                                "--clear-groups",
                                "--reset-env",
                                "--"));
        for (Object word : command) {
            whole.add(word.toString());
        }
        return whole;
    }

    private void must(String... command) throws IOException {
        Site.Finished run = site.run(command);
        if (run.status() != 0) {
            throw new IOException(String.join(" ", command) + ": " + run.output());
        }
    }

    @Override
    public void close() {
        goAway();
    }
}
