package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.TestProcess;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Peers that use up what a signer has: its connections and its memory. Others are served. */
class FullSignerIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final int ALL = 1024;
    private static final int LONGEST_LINE = 131_072;

    /** What is thrown at a signer; {@code -Dsignet.test.junk-megabytes=1024} for more. */
    private static final long JUNK = Long.getLong("signet.test.junk-megabytes", 200) * 1024 * 1024;

    /** A heap of 128 MB, and what Java needs besides. */
    private static final long MOST_MEMORY_KIB = 320 * 1024;

    private final List<SocketChannel> open = new ArrayList<>();
    private Site site;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        site.sections(site.section("full.example"));
    }

    @AfterEach
    void end() throws IOException {
        for (SocketChannel channel : open) {
            channel.close();
        }
        site.close();
    }

    @Test
    void whoFillsOneSocketDoesNotLockOutThePeersOfAnother() throws Exception {
        Path other = site.directory().resolve("run/other");
        TestProcess accountd =
                site.start(
                        "activated",
                        List.of(
                                "systemd-socket-activate",
                                "--fdname=first:other",
                                "--setenv=SIGNET_JAVA=" + System.getProperty("java.home"),
                                "--listen=" + site.socket(),
                                "--listen=" + other,
                                CA.distribution().accountd(),
                                "--inherited-socket",
                                "--privkey=file:" + site.accountKey()));
        accountd.await("the sockets", Site.LONG, () -> Files.exists(other));
        // systemd-socket-activate makes them with the mode that its umask leaves.
        site.run("chmod", "600", site.socket().toString(), other.toString());
        for (int i = 0; i < ALL; i++) {
            awaitGreeting(connect(other));
        }
        site.register();
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(accountd.text()).contains("another got its place, as 1024 were open");
    }

    @Test
    void halfLinesOnManyConnectionsLeaveMemoryForOthers() throws Exception {
        TestProcess accountd = site.startAccountd();
        ByteBuffer half = junk(LONGEST_LINE + 1);
        for (int i = 0; i < 600; i++) {
            SocketChannel channel = connect(site.socket());
            awaitGreeting(channel);
            write(channel, half.rewind());
        }
        site.register();
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).as(run.output()).isZero();
        SocketChannel honest = connect(site.socket());
        awaitGreeting(honest);
        write(honest, ascii("1 REFUSALS\r\n" + "e30.".repeat(20_000) + "\r\n"));
        assertThat(line(honest)).startsWith("1 NO ").contains("protocol-violation");
        assertThat(accountd.text())
                .contains("others had no room for long requests")
                .doesNotContain("OutOfMemory");
        assertMemory(accountd);
    }

    @Test
    void whateverIsThrownAtItTheSignerServesOthers() throws Exception {
        TestProcess accountd = site.startAccountd();
        ByteBuffer line = junk(LONGEST_LINE + 2);
        line.put(LONGEST_LINE, (byte) '\r').put(LONGEST_LINE + 1, (byte) '\n');
        ByteBuffer endless = junk(1 << 20);
        long sent = 0;
        for (int i = 0; sent < JUNK; i++) {
            try (SocketChannel channel = SocketChannel.open(address(site.socket()))) {
                sent += write(channel, (i % 2 == 0 ? line : endless).rewind());
                sent += write(channel, line.rewind());
            } catch (IOException e) {
                // The signer hangs up on what is no line of the protocol.
                sent += LONGEST_LINE;
            }
        }
        site.register();
        Site.Finished run = site.signet("newOrder");
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(accountd.text()).doesNotContain("OutOfMemory");
        assertThat(Files.size(accountd.output())).isLessThan(sent / 100);
        assertMemory(accountd);
    }

    @Test
    void aLongRequestThatIsRefusedIsQuotedInTheLogInPart() throws Exception {
        TestProcess accountd = site.startAccountd();
        SocketChannel channel = connect(site.socket());
        awaitGreeting(channel);
        String payload = "{\"unheard-of\":\"" + "x".repeat(90_000) + "\"}";
        String header =
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/1\",\"nonce\":\"n\",\"url\":\"https://ca/x\"}";
        write(channel, ascii("1 REFUSALS\r\n" + base64(header) + "." + base64(payload) + "\r\n"));
        assertThat(line(channel)).startsWith("1 NO ");
        accountd.awaitText("NOSIGN", Site.LONG);
        assertThat(accountd.text()).contains("unheard-of", "xxx...").hasSizeLessThan(10_000);
    }

    @Test
    void whiteSpaceThatIsSignedDoesNotFillTheLog() throws Exception {
        TestProcess accountd = site.startAccountd();
        SocketChannel channel = connect(site.socket());
        awaitGreeting(channel);
        write(channel, ascii("1 REFUSALS\r\n"));
        String header =
                "{\"alg\":\"ES256\",\"kid\":\"https://ca/1\",\"nonce\":\"n\",\"url\":\"https://ca/x\"}";
        ByteBuffer request =
                ascii(base64(header) + "." + base64("{" + "\t".repeat(90_000) + "}") + "\r\n");
        for (int i = 0; i < 100; i++) {
            write(channel, request.rewind());
            assertThat(line(channel)).doesNotStartWith("1 NO ");
        }
        accountd.awaitText("SIGNED", Site.LONG);
        assertThat(accountd.text()).hasSizeLessThan(100 * 5000);
        assertMemory(accountd);
    }

    @Test
    void aFloodOfLinesThatAreNoRequestsIsNotLoggedWhole() throws Exception {
        TestProcess accountd = site.startAccountd();
        SocketChannel channel = connect(site.socket());
        awaitGreeting(channel);
        write(channel, ascii("1 REFUSALS\r\n"));
        for (int i = 0; i < 20_000; i++) {
            write(channel, ascii("x\r\n"));
            assertThat(line(channel)).startsWith("1 NO ");
        }
        accountd.awaitText("more than 1000 lines, some are not shown", Site.LONG);
        assertThat(accountd.text()).hasSizeLessThan(1_000_000);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertMemory(TestProcess accountd) throws IOException {
        assertThat(new ProcessView(accountd.pid()).peakMemoryKib()).isLessThan(MOST_MEMORY_KIB);
    }

    private SocketChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(address(socket));
        open.add(channel);
        return channel;
    }

    private static UnixDomainSocketAddress address(Path socket) {
        return UnixDomainSocketAddress.of(socket);
    }

    private static void awaitGreeting(SocketChannel channel) throws IOException {
        assertThat(line(channel)).startsWith("1 OK ");
        assertThat(line(channel)).startsWith("{");
    }

    private static String line(SocketChannel channel) throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (channel.read(one) > 0 && one.get(0) != '\n') {
            line.append((char) one.get(0));
            one.clear();
        }
        return line.toString();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer junk(int length) {
        return ascii("x".repeat(length));
    }

    private static long write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        long sent = 0;
        while (bytes.hasRemaining()) {
            sent += channel.write(bytes);
        }
        return sent;
    }
}
