package signet.testing.token;

import signet.testing.TestProcess;

import java.io.IOException;
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

    private final Path folder;
    private final PortPair ports;
    private final VirtualReader first;
    private final VirtualReader second;
    private TestProcess process;

    private PcscDaemon(Path folder, PortPair ports) throws IOException {
        this.folder = folder;
        this.ports = ports;
        this.first = new VirtualReader(ports.first());
        this.second = new VirtualReader(ports.second());
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
        PortPair ports = PortPair.find();
        // The name makes Yubico's programs take it for theirs. The driver takes the next port too.
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
                        ports.first(),
                        Modules.find("pcsc/drivers/serial/libifdvpcd.so")));
        return new PcscDaemon(folder, ports);
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
        started.await("pcscd's socket", DEADLINE, () -> Files.exists(socket()) && ports.listen());
        return started;
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
