package signet.testing.token;

import signet.testing.FreePort;
import signet.testing.TestProcess;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A pcscd with two virtual readers, for one test. It runs in a mount namespace of its own, where
 * its fixed folder /run/pcscd is a folder of the test; this needs root. Users that can reach the
 * folder can use the readers.
 */
public final class PcscDaemon implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int TRIES = 5;
    private static final int HIGHEST_PORT = 65535;

    private final Path folder;
    private final int port;
    private final VirtualReader first;
    private final VirtualReader second;
    private TestProcess process;

    private PcscDaemon(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.first = new VirtualReader(port);
        this.second = new VirtualReader(port + 1);
        this.process = launch();
    }

    /**
     * Starts it with empty readers.
     *
     * @param folder an existing folder, absolute, with a path of at most 80 bytes
     */
    public static PcscDaemon start(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("readers"));
        Files.createDirectories(folder.resolve("pcscd"));
        int port = freePorts();
        // That it is YubiKey's reader is told by its name only; CHANNELID and DEVICENAME by port.
        Files.writeString(
                folder.resolve("readers/vpcd.conf"),
                String.format(
                        Locale.ROOT,
                        """
                        FRIENDLYNAME "Yubico YubiKey OTP+FIDO+CCID"
                        DEVICENAME /dev/null:0x%1$X
                        LIBPATH %2$s
                        CHANNELID 0x%1$X
                        """,
                        port,
                        Modules.find("pcsc/drivers/serial/libifdvpcd.so")));
        return new PcscDaemon(folder, port);
    }

    /** The driver listens on the port of its configuration and on the next one. */
    private static int freePorts() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = FreePort.find();
            if (port < HIGHEST_PORT && isFree(port + 1)) {
                return port;
            }
        }
        throw new IOException("no two neighbouring ports are free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private TestProcess launch() throws IOException {
        Path run = folder.resolve("pcscd");
        String script =
                "mount -t tmpfs tmpfs /run && mkdir /run/pcscd && mount --bind \"$1\" /run/pcscd"
                        + " && exec pcscd --foreground --config \"$2\"";
        TestProcess started =
                TestProcess.start(
                        folder.resolve("pcscd.log"),
                        List.of(
                                "unshare",
                                "--mount",
                                "sh",
                                "-c",
                                script,
                                "pcscd",
                                run.toString(),
                                folder.resolve("readers").toString()));
        started.await(
                "pcscd's socket", DEADLINE, () -> Files.exists(socket()) && listens(port + 1));
        return started;
    }

    /** Looks without connecting: a connection is a card. */
    private static boolean listens(int port) throws IOException {
        String listening = String.format(Locale.ROOT, ":%04X 00000000:0000 0A", port);
        return Files.readString(Path.of("/proc/net/tcp")).contains(listening);
    }

    private Path socket() {
        return folder.resolve("pcscd/pcscd.comm");
    }

    /** Returns what a process needs in its environment to see the readers. */
    public Map<String, String> environment() {
        return Map.of("PCSCLITE_CSOCK_NAME", socket().toString());
    }

    /** Returns the first reader. */
    public VirtualReader reader() {
        return first;
    }

    /** Returns the other reader. */
    public VirtualReader secondReader() {
        return second;
    }

    /** Returns OpenSC's module. */
    public Path openScModule() throws IOException {
        return Modules.find("opensc-pkcs11.so");
    }

    /** Returns Yubico's module. */
    public Path ykcs11Module() throws IOException {
        return Modules.find("libykcs11.so");
    }

    /** Resets the card in the first reader, as any program on the host can. */
    public void resetCard() throws IOException {
        new Command(folder, environment())
                .run(List.of("opensc-tool", "--reader", "0", "--reset=cold"));
    }

    /** Stops it, which pulls the cards for its clients, and starts it with empty readers. */
    public void restart() throws IOException {
        close();
        process = launch();
    }

    /** Pulls the cards and stops it; {@link #restart()} starts it again. */
    @Override
    public void close() throws IOException {
        first.remove();
        second.remove();
        process.close();
        Files.deleteIfExists(socket());
    }
}
