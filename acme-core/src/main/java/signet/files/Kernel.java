package signet.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import signet.libc.CFunction;
import signet.libc.ErrorNumber;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The calls of Linux that take a name relative to an open folder, or a descriptor alone. Each error
 * becomes the exception that Java's own file functions have for it. Thread-safe.
 */
final class Kernel {

    /** Relative to the folder of the process, or with a path that begins with a slash. */
    static final int NO_FOLDER = -100;

    /** A descriptor for a file, with the permission to do nothing with it but look. */
    static final int PATH_ONLY = 010000000;

    static final int READ = 0;
    static final int WRITE = 1;
    static final int READ_WRITE = 2;
    static final int CREATE = 0100;
    static final int EXCLUSIVE = 0200;
    static final int APPEND = 02000;

    /** A pipe that nobody writes to is opened all the same, and holds nobody up. */
    static final int NON_BLOCKING = 04000;

    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

    /** The name must stand for a folder. */
    static final int FOLDER = ARM ? 040000 : 0200000;

    /** A file without a name, in a folder: it is gone when it is closed, or its process. */
    static final int UNNAMED = 020000000 | FOLDER;

    /** The name must not be a symbolic link. */
    static final int NO_LINK = ARM ? 0100000 : 0400000;

    private static final int CLOSE_AT_EXEC = 02000000;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int BUFFER = 8192;
    private static final int MAX_LINK = 4096;

    private static final CFunction OPENAT = CFunction.returningInt("openat");
    private static final CFunction CLOSE = CFunction.returningInt("close");
    private static final CFunction READLINKAT = CFunction.returningLong("readlinkat");
    private static final CFunction MKDIRAT = CFunction.returningInt("mkdirat");
    private static final CFunction UNLINKAT = CFunction.returningInt("unlinkat");
    private static final CFunction RENAMEAT = CFunction.returningInt("renameat");
    private static final CFunction LINKAT = CFunction.returningInt("linkat");
    private static final CFunction FCHOWN = CFunction.returningInt("fchown");
    private static final CFunction FCHMOD = CFunction.returningInt("fchmod");
    private static final CFunction FCHMODAT = CFunction.returningInt("fchmodat");
    private static final CFunction FSYNC = CFunction.returningInt("fsync");
    private static final CFunction READ_CALL = CFunction.returningLong("read");
    private static final CFunction WRITE_CALL = CFunction.returningLong("write");
    private static final CFunction GETEUID = CFunction.returningInt("geteuid");

    /** As Java turns the bytes of a name into characters. */
    private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding"));

    private Kernel() {}

    @FunctionalInterface
    interface Call {
        long run(Arena arena);
    }

    static int user() {
        return (int) GETEUID.call(0);
    }

    static int open(int folder, byte[] name, int flags, int mode, Path shown) throws IOException {
        return (int)
                check(
                        shown,
                        arena ->
                                OPENAT.call(
                                        folder, text(arena, name), flags | CLOSE_AT_EXEC, mode));
    }

    static byte[] bytes(String name) {
        return name.getBytes(NAMES);
    }

    static void close(int number) {
        // Linux releases the number whatever close returns.
        long _ = CLOSE.call(number);
    }

    /** Returns where an open link leads. */
    static Path linkTarget(int number, Path shown) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(MAX_LINK);
            long empty = text(arena, "");
            long length =
                    check(shown, _ -> READLINKAT.call(number, empty, target.address(), MAX_LINK));
            return RawName.path(bytes(target, length));
        }
    }

    static void makeFolder(int folder, String name, int mode, Path shown) throws IOException {
        long _ = check(shown, arena -> MKDIRAT.call(folder, text(arena, name), mode));
    }

    static void remove(int folder, String name, Path shown) throws IOException {
        long _ = check(shown, arena -> UNLINKAT.call(folder, text(arena, name), 0));
    }

    static void removeFolder(int folder, String name, Path shown) throws IOException {
        long _ = check(shown, arena -> UNLINKAT.call(folder, text(arena, name), AT_REMOVEDIR));
    }

    static void rename(int from, String name, int to, String newName, Path shown)
            throws IOException {
        long _ =
                check(
                        shown,
                        arena -> RENAMEAT.call(from, text(arena, name), to, text(arena, newName)));
    }

    /** Gives a file a second name; a link gets one itself. */
    static void link(int from, String name, int to, String newName, Path shown) throws IOException {
        long _ =
                check(
                        shown,
                        arena -> LINKAT.call(from, text(arena, name), to, text(arena, newName), 0));
    }

    static void owner(int number, int uid, int gid, Path shown) throws IOException {
        long _ = check(shown, _ -> FCHOWN.call(number, uid, gid));
    }

    static void mode(int number, int mode, Path shown) throws IOException {
        long _ = check(shown, _ -> FCHMOD.call(number, mode));
    }

    /** Sets the mode of what a name stands for; this follows links, as Linux has no other call. */
    static void modeOfName(int folder, String name, int mode, Path shown) throws IOException {
        long _ = check(shown, arena -> FCHMODAT.call(folder, text(arena, name), mode, 0));
    }

    static void sync(int number, Path shown) throws IOException {
        long _ = check(shown, _ -> FSYNC.call(number));
    }

    static void syncIfPossible(int number, Path shown) throws IOException {
        long _ =
                check(
                        shown,
                        _ -> {
                            long result = FSYNC.call(number);
                            return result == -ErrorNumber.EINVAL ? 0 : result;
                        });
    }

    /** Reads to the end, or until there is more than that. */
    static byte[] read(int number, int max, Path shown) throws IOException {
        byte[] all = new byte[Math.min(max, BUFFER)];
        int length = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER);
            try {
                while (length < max) {
                    long wanted = Math.min(max - length, BUFFER);
                    int count =
                            (int)
                                    check(
                                            shown,
                                            _ -> READ_CALL.call(number, buffer.address(), wanted));
                    if (count == 0) {
                        break;
                    }
                    if (length + count > all.length) {
                        byte[] longer =
                                Arrays.copyOf(
                                        all,
                                        (int) Math.min(max, Math.max(2L * all.length, BUFFER)));
                        Arrays.fill(all, (byte) 0);
                        all = longer;
                    }
                    MemorySegment.copy(buffer, JAVA_BYTE, 0, all, length, count);
                    length += count;
                }
                return Arrays.copyOf(all, length);
            } finally {
                // It may have been a key.
                buffer.fill((byte) 0);
                Arrays.fill(all, (byte) 0);
            }
        }
    }

    static void write(int number, byte[] content, Path shown) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(Math.max(1, content.length));
            MemorySegment.copy(content, 0, buffer, JAVA_BYTE, 0, content.length);
            try {
                long written = 0;
                while (written < content.length) {
                    MemorySegment rest = buffer.asSlice(written, content.length - written);
                    written +=
                            check(
                                    shown,
                                    _ -> WRITE_CALL.call(number, rest.address(), rest.byteSize()));
                }
            } finally {
                buffer.fill((byte) 0);
            }
        }
    }

    private static byte[] bytes(MemorySegment memory, long length) {
        return memory.asSlice(0, length).toArray(JAVA_BYTE);
    }

    /** Puts a name where the kernel reads it. */
    static long text(Arena arena, String name) {
        return text(arena, bytes(name));
    }

    private static long text(Arena arena, byte[] bytes) {
        MemorySegment memory = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, 0, bytes.length);
        return memory.address();
    }

    /** Runs a call, again where a signal came first; a negative result is an error number. */
    static long check(Path shown, Call call) throws IOException {
        while (true) {
            long result;
            try (Arena arena = Arena.ofConfined()) {
                result = call.run(arena);
            }
            if (result >= 0) {
                return result;
            }
            if (result != -ErrorNumber.EINTR) {
                throw exception(shown.toString(), (int) -result);
            }
        }
    }

    private static FileSystemException exception(String file, int errno) {
        return switch (errno) {
            case ErrorNumber.ENOENT -> new NoSuchFileException(file);
            case ErrorNumber.EACCES, ErrorNumber.EPERM -> new AccessDeniedException(file);
            case ErrorNumber.EEXIST -> new FileAlreadyExistsException(file);
            case ErrorNumber.ENOTDIR -> new NotDirectoryException(file);
            case ErrorNumber.ENOTEMPTY -> new DirectoryNotEmptyException(file);
            default -> new FileSystemException(file, null, ErrorNumber.text(errno));
        };
    }
}
