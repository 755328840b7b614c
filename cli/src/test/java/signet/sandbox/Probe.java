package signet.sandbox;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/**
 * A process that enters a sandbox and then tries what an attacker in it would. For each attempt it
 * prints a line: its name, and "done" or what the kernel said. A thread that is older than the
 * sandbox makes the attempts, as Java's own threads are.
 *
 * <p>Arguments: a file to write, a TCP port of this host where somebody listens, and the uses; or
 * "none" instead of these to enter no sandbox, or "lock" to lock its memory and show its status.
 */
final class Probe {

    private static final MethodHandle SYSCALL = syscall();
    private static final int MOST_ERRNOS = 4095;

    /** Traces without stopping what is traced. */
    private static final int PTRACE_SEIZE = 0x4206;

    private static final int PROT_READ_WRITE = 3;
    private static final int PROT_EXEC = 4;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

    private Probe() {}

    /** What is tried. */
    private interface Attempt {
        void run() throws Exception;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle syscall() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                        JAVA_LONG),
                Linker.Option.captureCallState("errno"));
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[2].equals("lock")) {
            Memory.lock(new Kernel(Architecture.current().orElseThrow()));
            System.out.println(Files.readString(Path.of("/proc/self/status")).replace(":\t", ": "));
            return;
        }
        Path file = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        BlockingQueue<Map<String, Attempt>> work = new LinkedBlockingQueue<>();
        Thread old = Thread.ofPlatform().start(() -> attemptAll(work));
        ServerSocketChannel listener =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Map<String, Attempt> attempts = attempts(file, port, listener);
        if (!arguments[2].equals("none")) {
            Set<Use> uses =
                    Arrays.stream(arguments)
                            .skip(2)
                            .filter(name -> !name.isEmpty())
                            .map(Use::valueOf)
                            .collect(Collectors.toSet());
            System.out.println("missing: " + Sandbox.enterWith(uses).orElse("nothing"));
        }
        work.add(attempts);
        old.join();
    }

    private static Map<String, Attempt> attempts(
            Path file, int port, ServerSocketChannel listener) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Map<String, Attempt> attempts = new LinkedHashMap<>();
        attempts.put("execute", () -> new ProcessBuilder("/bin/true").start().waitFor());
        attempts.put("write", () -> Files.writeString(file, "written"));
        attempts.put("delete", () -> Files.deleteIfExists(file));
        attempts.put("read", () -> Files.readString(Path.of("/etc/passwd")));
        attempts.put("connect", () -> new Socket(loopback, port).close());
        attempts.put("listen", () -> ServerSocketChannel.open().bind(null).close());
        attempts.put(
                "accept",
                () -> {
                    listener.configureBlocking(false);
                    SocketChannel _ = listener.accept();
                });
        attempts.put("thread", () -> Thread.ofPlatform().start(() -> {}).join());
        long self = ProcessHandle.current().pid();
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        attempts.put("signal-self", () -> call(SystemCall.KILL, self, 0));
        attempts.put("signal-parent", () -> call(SystemCall.KILL, parent, 0));
        attempts.put("trace", () -> call(SystemCall.PTRACE, PTRACE_SEIZE, parent, 0, 0));
        attempts.put("read-memory", () -> call(SystemCall.PROCESS_VM_READV, parent, 0, 0, 0));
        attempts.put("process-descriptor", () -> call(SystemCall.PIDFD_OPEN, parent, 0));
        attempts.put("clone3", () -> call(SystemCall.CLONE3, 0, 0));
        attempts.put("namespace", () -> call(SystemCall.UNSHARE, 0));
        attempts.put("io_uring", () -> call(SystemCall.IO_URING_SETUP, 1, 0));
        attempts.put("bpf", () -> call(SystemCall.BPF, 0, 0, 0));
        attempts.put("keyring", () -> call(SystemCall.KEYCTL, 0, -3, 0));
        attempts.put("openat2", () -> call(SystemCall.OPENAT2, -100, 0, 0, 0));
        attempts.put("packet-socket", () -> call(SystemCall.SOCKET, 17, 3, 0));
        attempts.put("unix-socket", () -> call(SystemCall.SOCKET, 1, 1, 0));
        attempts.put("chmod", () -> call(SystemCall.FCHMOD, 0, 0600));
        attempts.put("memory", () -> map(PROT_READ_WRITE));
        attempts.put("code", () -> map(PROT_READ_WRITE | PROT_EXEC));
        attempts.put("data-to-code", () -> call(SystemCall.MPROTECT, 0, 0, PROT_EXEC));
        attempts.put("shared-memory", () -> call(SystemCall.SHMGET, 0, 4096, 0600));
        attempts.put("memory-file", () -> call(SystemCall.MEMFD_CREATE, 0, 0));
        attempts.put("splice", () -> call(SystemCall.TEE, 0, 0, 0, 0));
        return attempts;
    }

    private static void map(int protection) throws Exception {
        call(SystemCall.MMAP, 0, 4096, protection, MAP_PRIVATE_ANONYMOUS, -1);
    }

    private static void attemptAll(BlockingQueue<Map<String, Attempt>> work) {
        try {
            work.take().forEach((name, attempt) -> System.out.println(name + ": " + of(attempt)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String of(Attempt attempt) {
        try {
            attempt.run();
            return "done";
        } catch (Exception | Error e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void call(SystemCall call, long... arguments) throws Exception {
        long[] all = Arrays.copyOf(arguments, 6);
        long number = call.number(Architecture.current().orElseThrow());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            long result =
                    (long)
                            SYSCALL.invokeExact(
                                    state, number, all[0], all[1], all[2], all[3], all[4], all[5]);
            if (result < 0 && result >= -MOST_ERRNOS) {
                throw new IOException(
                        "errno " + state.get(java.lang.foreign.ValueLayout.JAVA_INT, 0));
            }
        } catch (Exception e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
