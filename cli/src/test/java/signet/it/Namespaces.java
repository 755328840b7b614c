package signet.it;

import signet.testing.Eventually;
import signet.testing.PebbleServer;
import signet.testing.TestProcess;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A host of its own with a firewall of its own, and a network outside of it: two network namespaces
 * joined by a veth pair. They have no names, and are gone with the processes that hold them; the
 * machine's own network is not touched. A Pebble on the machine is reached from the inside, and
 * validates from the outside, through relays over UNIX sockets.
 */
final class Namespaces implements AutoCloseable {

    static final String IPV4 = "198.18.0.2";
    static final String OTHER_IPV4 = "198.18.0.3";
    static final String IPV6 = "fd51::2";

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int TIMED_OUT = 124;

    private final Path directory;
    private final List<TestProcess> processes = new ArrayList<>();
    private final TestProcess inside;
    private final TestProcess outside;
    private int files;

    private Namespaces(Path directory) throws IOException {
        this.directory = directory;
        this.inside = hold();
        this.outside = hold();
    }

    static Namespaces create() throws IOException {
        Namespaces made = new Namespaces(Distribution.openDirectory("signet-net"));
        boolean complete = false;
        try {
            made.connect();
            complete = true;
            return made;
        } finally {
            if (!complete) {
                made.close();
            }
        }
    }

    private void connect() throws IOException {
        inside(
                "ip",
                "link",
                "add",
                "out",
                "netns",
                "" + inside.pid(),
                "type",
                "veth",
                "peer",
                "name",
                "in",
                "netns",
                "" + outside.pid());
        inside("ip", "link", "set", "lo", "up");
        inside("ip", "link", "set", "out", "up");
        outside("ip", "link", "set", "lo", "up");
        outside("ip", "link", "set", "in", "up");
        inside("ip", "address", "add", IPV4 + "/24", "dev", "out");
        inside("ip", "address", "add", OTHER_IPV4 + "/24", "dev", "out");
        inside("ip", "address", "add", IPV6 + "/64", "dev", "out", "nodad");
        outside("ip", "address", "add", "198.18.0.1/24", "dev", "in");
        outside("ip", "address", "add", "fd51::1/64", "dev", "in", "nodad");
    }

    private TestProcess hold() throws IOException {
        String own = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
        TestProcess holder = start(List.of("unshare", "--net", "sleep", "infinity"));
        Path namespace = Path.of("/proc/" + holder.pid() + "/ns/net");
        holder.await(
                "a network namespace",
                SOON,
                () -> !Files.readSymbolicLink(namespace).toString().equals(own));
        return holder;
    }

    /** Relays to a Pebble from the inside, and from it to the address of the inside. */
    void relay(PebbleServer pebble, String address) throws IOException {
        URI acme = pebble.directory();
        Path toCa = directory.resolve("ca.sock");
        Path fromCa = directory.resolve("validation.sock");
        startListening(
                List.of(
                        "socat",
                        "UNIX-LISTEN:" + toCa + ",fork",
                        "TCP:127.0.0.1:" + acme.getPort()),
                toCa);
        startListening(
                enter(
                        outside,
                        "socat",
                        "UNIX-LISTEN:" + fromCa + ",fork",
                        "TCP:" + address + ":" + pebble.httpPort() + ",connect-timeout=1"),
                fromCa);
        startInside(
                "socat",
                "TCP-LISTEN:" + acme.getPort() + ",bind=127.0.0.1,reuseaddr,fork",
                "UNIX-CONNECT:" + toCa);
        start(
                List.of(
                        "socat",
                        "TCP-LISTEN:" + pebble.httpPort() + ",bind=127.0.0.1,reuseaddr,fork",
                        "UNIX-CONNECT:" + fromCa));
        awaitListener("127.0.0.1", acme.getPort());
    }

    private void startListening(List<String> command, Path socket) throws IOException {
        start(command).await("the socket " + socket, SOON, () -> Files.exists(socket));
    }

    /** Waits until something listens inside, asking from there. */
    void awaitListener(String address, int port) {
        Eventually.await(
                "a listener on port " + port, SOON, () -> connect(inside, address, port) == 0);
    }

    /** Returns whether a connection can be made from outside. */
    boolean reachable(String address, int port) throws IOException {
        return connect(outside, address, port) == 0;
    }

    private int connect(TestProcess from, String address, int port) throws IOException {
        String target = address.contains(":") ? "TCP6:[" + address + "]" : "TCP4:" + address;
        TestProcess probe =
                start(
                        enter(
                                from,
                                "timeout",
                                "3",
                                "socat",
                                "-u",
                                "OPEN:/dev/null",
                                target + ":" + port + ",connect-timeout=0.5"));
        int status = probe.awaitExit(SOON);
        if (status == TIMED_OUT) {
            throw new IOException("socat did not end: " + probe.text());
        }
        return status;
    }

    /** Loads rules of nft into the inside. */
    void nft(String rules) throws IOException {
        Path file = Files.writeString(directory.resolve("rules." + ++files), rules);
        inside("nft", "-f", file.toString());
    }

    /** Returns all rules of the inside, without counters, however they were made. */
    String rules() throws IOException {
        StringBuilder rules = new StringBuilder(insideText("nft", "-s", "list", "ruleset"));
        for (String family : List.of("ip", "ip6")) {
            // Not asked elsewhere, since to ask could make tables. It alone tells all that is its.
            if (rules.indexOf("table " + family + " filter ") >= 0) {
                rules.append(insideText(family + "tables-nft", "-S"));
            }
            if (insideText("cat", "/proc/net/" + family + "_tables_names").contains("filter")) {
                rules.append(insideText(family + "tables-legacy", "-S"));
            }
        }
        return rules.toString();
    }

    private String insideText(String... command) throws IOException {
        TestProcess process = startInside(command);
        process.awaitExit(SOON);
        return process.text();
    }

    /** Runs a command inside, which must succeed. */
    String inside(String... command) throws IOException {
        return succeed(enter(inside, command));
    }

    private String outside(String... command) throws IOException {
        return succeed(enter(outside, command));
    }

    /** Starts a command inside. */
    TestProcess startInside(String... command) throws IOException {
        return start(enter(inside, command));
    }

    /**
     * Makes firewalld's table as its newer versions do: as long as the process lives that made it,
     * nobody else can change it.
     */
    TestProcess startOwnedTable() throws IOException {
        TestProcess owner = startInside("nft", "-i");
        owner.process()
                .outputWriter()
                .append("add table inet firewalld { flags owner; }\n")
                .append(
                        "add chain inet firewalld filter_INPUT { type filter hook input priority"
                                + " 10; policy drop; }\n")
                .append("add rule inet firewalld filter_INPUT iif lo accept\n")
                .flush();
        Eventually.await("the table", SOON, () -> rules().contains("iif \"lo\" accept"));
        return owner;
    }

    /** Returns whether something listens inside, on the loopback address or on all. */
    boolean listens(int port) throws IOException {
        return connect(inside, "127.0.0.1", port) == 0;
    }

    private String succeed(List<String> command) throws IOException {
        TestProcess process = start(command);
        if (process.awaitExit(SOON) != 0) {
            throw new IOException(String.join(" ", command) + ": " + process.text());
        }
        return process.text();
    }

    private static List<String> enter(TestProcess namespace, String... command) {
        List<String> all = new ArrayList<>();
        all.addAll(List.of("nsenter", "--net=/proc/" + namespace.pid() + "/ns/net", "--"));
        all.addAll(List.of(command));
        return all;
    }

    private TestProcess start(List<String> command) throws IOException {
        TestProcess process =
                TestProcess.start(directory.resolve("command." + ++files + ".log"), command);
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        processes.reversed().forEach(TestProcess::close);
    }
}
