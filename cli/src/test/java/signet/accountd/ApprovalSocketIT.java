package signet.accountd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import signet.jose.JsonObject;
import signet.testing.Eventually;
import signet.testing.TestProcess;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Persons who are real users, at the socket. */
class ApprovalSocketIT {

    private static final String ORDER = "web1:newOrder:a.example:1";
    private static final String KEY_CHANGE = "web1:keyChange::2";

    private Path folder;
    private Path socket;
    private ApprovalHost host;

    /** Not JUnit's folder, which nobody but root can enter. */
    @BeforeEach
    void host() throws IOException {
        folder = Files.createTempDirectory("signet-approval");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        socket = folder.resolve("S");
        host = new ApprovalHost(folder);
        configure();
    }

    private void configure(String... lines) throws IOException {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "approval-socket = " + socket,
                                "approval-group = nogroup",
                                "approvers = nobody, daemon"));
        all.addAll(List.of(lines));
        Path _ = host.config(all.toArray(String[]::new));
    }

    @AfterEach
    void delete() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private Accountd.Result as(String user, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(1, "--socket=" + socket);
        return host.approvals(user, all.toArray(String[]::new));
    }

    private JsonObject list() throws Exception {
        Accountd.Result listed = as("nobody", "list", "--json");
        assertThat(listed.status()).as(listed.output()).isZero();
        return JsonObject.parse(listed.output().strip());
    }

    /** Waits until so many requests wait, and returns the ID of the first. */
    private String id(int requests) {
        return Eventually.get(
                requests + " requests",
                Accountd.LONG,
                () -> {
                    if (Files.notExists(socket)) {
                        return Optional.empty();
                    }
                    List<JsonObject> waiting = list().objects("requests");
                    return waiting.size() == requests
                            ? waiting.getFirst().string("id")
                            : Optional.empty();
                });
    }

    @Test
    void anApproverSeesAndApproves() throws Exception {
        Path hold = host.hold();
        try (TestProcess process = host.start(ORDER)) {
            String id = id(1);
            Accountd.Result listed = as("daemon", "list");
            assertThat(listed.output())
                    .contains(id + "  new certificate for a.example, from web1 (socket), at Let's")
                    .contains("(rule certificates)")
                    .contains(" s left");

            assertThat(as("nobody", "approve", id.toLowerCase(Locale.ROOT)))
                    .isEqualTo(new Accountd.Result(0, id + ": approved\n"));

            process.awaitText(ORDER + " -> Granted[", Accountd.LONG);
            assertThat(process.text())
                    .contains("by=[nobody]")
                    .contains("Approval " + id + ": approved by nobody");
            assertThat(as("nobody", "approve", id).status()).isEqualTo(2);
            assertThat(as("nobody", "list").output()).contains("6 signature(s) and");
            assertThat(as("nobody", "deny", id).output()).contains("lease is revoked");
            assertThat(process.text()).contains("its lease was revoked by nobody");
            assertThat(as("nobody", "list").output())
                    .isEqualTo("Nothing waits, and there is no" + " lease.\n");
            Files.delete(hold);
            assertThat(process.awaitExit(Accountd.LONG)).isZero();
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void aNoDenies() throws Exception {
        try (TestProcess process = host.start(ORDER)) {
            assertThat(as("daemon", "deny", id(1)).status()).isZero();

            process.awaitText(ORDER + " -> Denied[by=daemon]", Accountd.LONG);
        }
    }

    @Test
    void whoIsNotNamedIsNotHeard() throws Exception {
        Path hold = host.hold();
        try (TestProcess process = host.start(ORDER)) {
            String id = id(1);

            for (List<String> arguments :
                    List.of(List.of("list"), List.of("approve", id), List.of("deny", id))) {
                Accountd.Result result = as("games", arguments.toArray(String[]::new));
                assertThat(result.status()).isEqualTo(255);
                assertThat(result.output())
                        .contains("user games may not approve")
                        .doesNotContain("a.example");
            }
            assertThat(id(1)).isEqualTo(id);
            assertThat(as("root", "approve", id).status()).isZero();
            process.awaitText("by=[root]", Accountd.LONG);
            Files.delete(hold);
        }
    }

    @Test
    void withoutTheGroupNobodyElseGetsIn() throws Exception {
        Path _ = host.config("approval-socket = " + socket, "approvers = nobody");
        try (TestProcess process = host.start(ORDER)) {
            process.await("the socket", Accountd.LONG, () -> Files.exists(socket));

            Accountd.Result result = as("nobody", "list");

            assertThat(result.status()).isEqualTo(255);
            assertThat(result.output()).contains("can't connect").contains("approval-group");
            assertThat(as("root", "list").status()).isZero();
        }
    }

    @Test
    void twoPersonsAreTwoUsers() throws Exception {
        try (TestProcess process = host.start(KEY_CHANGE)) {
            String id = id(1);

            assertThat(as("nobody", "approve", id))
                    .isEqualTo(
                            new Accountd.Result(
                                    0, id + ": your yes counts; one more person has to\n"));
            Accountd.Result again = as("nobody", "approve", id);
            assertThat(again.status()).isEqualTo(2);
            assertThat(again.output()).contains("nobody has said yes already");
            assertThat(as("daemon", "list").output()).contains("yes from 1 of 2: nobody");
            assertThat(process.text()).doesNotContain("Granted");
            assertThat(as("daemon", "approve", id).output()).isEqualTo(id + ": approved\n");

            process.awaitText("by=[nobody, daemon]", Accountd.LONG);
        }
    }

    @Test
    void nobodyApprovesHisOwnRequest() throws Exception {
        try (TestProcess process = host.start("nobody=nobody:newOrder:a.example:1")) {
            String id = id(1);

            Accountd.Result own = as("nobody", "approve", id);

            assertThat(own.status()).isEqualTo(2);
            assertThat(own.output())
                    .contains("made by user nobody, who can't approve it; another person has to");
            assertThat(as("daemon", "approve", id).status()).isZero();
            process.awaitText("by=[daemon]", Accountd.LONG);
        }
    }

    @Test
    void aRequestDisappearsWithItsClient() throws Exception {
        Path hold = host.hold();
        try (TestProcess process = host.start(ORDER, "web2:newOrder:b.example:1")) {
            String first = id(2);

            Files.delete(hold);

            process.awaitText(ORDER + " -> Cancelled[]", Accountd.LONG);
            assertThat(id(1)).isNotEqualTo(first);
            assertThat(as("nobody", "approve", first).status()).isEqualTo(2);
        }
    }

    @Test
    void sixtyFourWait() throws Exception {
        String[] requests =
                IntStream.range(0, 65)
                        .mapToObj(i -> "web" + i % 3 + ":newOrder:" + i + ".example:1")
                        .toArray(String[]::new);
        configure("approval-questions-per-hour = 64");
        try (TestProcess process = host.start(requests)) {
            String first = id(64);
            assertThat(process.text())
                    .containsOnlyOnce("NotAsked[reason=64 requests wait for an approval already]");

            assertThat(as("nobody", "approve", first).status()).isZero();

            assertThat(id(63)).isNotEqualTo(first);
        }
    }

    /** Whoever connects and says nothing, half a line, too much or nonsense. */
    @Test
    void badConnectionsHarmNobody() throws Exception {
        List<SocketChannel> channels = new ArrayList<>();
        try (TestProcess process = host.start(ORDER)) {
            String id = id(1);
            for (int i = 0; i < 30; i++) {
                channels.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
                write(channels.getLast(), i % 2 == 0 ? "" : "{\"type\":");
            }
            // They have five seconds.
            assertThat(as("nobody", "approve", id).status()).isZero();
            process.awaitText(ORDER + " -> Granted[", Accountd.LONG);
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    @Test
    void malformedRequestsAreToldSo() throws Exception {
        try (TestProcess _ = host.start(ORDER)) {
            String id = id(1);

            assertThat(raw("nonsense\n")).contains("malformed request");
            assertThat(raw("{\"type\":\"approve\"}\n")).contains("malformed request");
            assertThat(raw("{\"type\":\"drop\"}\n")).contains("unknown request");
            assertThat(raw("x".repeat(2000) + "\n")).isEmpty();
            assertThat(id(1)).isEqualTo(id);
        }
    }

    private String raw(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            write(channel, request);
            ByteBuffer reply = ByteBuffer.allocate(4096);
            try {
                while (channel.read(reply) >= 0 && reply.hasRemaining()) {
                    // Until it is closed.
                }
            } catch (IOException e) {
                // Closed with something of ours unread.
            }
            return new String(reply.array(), 0, reply.position(), StandardCharsets.UTF_8);
        }
    }

    private static void write(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Test
    void personsAreToldByAProgram() throws Exception {
        Path _ =
                host.script(
                        "cat > " + host.file("mail.tmp"),
                        "mv " + host.file("mail.tmp") + " " + host.file("mail"));
        configure("notify-command = " + host.file("ask"));
        try (TestProcess process = host.start(ORDER)) {
            process.await("the mail", Accountd.LONG, () -> Files.exists(host.file("mail")));
            String id = id(1);
            String mail = Files.readString(host.file("mail"));
            assertThat(mail)
                    .contains("new certificate for a.example, from web1 (socket)")
                    .contains(
                            "\n  signet-accountd approvals approve --socket=" + socket + " " + id);

            assertThat(as("daemon", "approve", id).status()).isZero();
            process.awaitText("by=[daemon]", Accountd.LONG);
        }
    }

    @Test
    void anUnknownApproverIsAnErrorAtTheStart() throws Exception {
        Path _ = host.config("approval-socket = " + socket, "approvers = nobody, no-such-person");

        assertThat(host.run(ORDER))
                .contains("\"approvers\" names user \"no-such-person\", who does not exist");
    }
}
