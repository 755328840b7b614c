package signet.files;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import signet.libc.CFunction;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Instant;

/** Asks the kernel for the state of a file. Its structure is the same on all architectures. */
final class Statx {

    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int SIZE = 256;

    private static final CFunction STATX = CFunction.returningInt("statx");

    private Statx() {}

    /** Returns the state of an open file. */
    static FileState of(int number, Path shown) throws IOException {
        return of(number, "", AT_EMPTY_PATH, shown);
    }

    /** Returns the state of what a name stands for, which may be a link. */
    static FileState of(int folder, String name, Path shown) throws IOException {
        return of(folder, name, AT_SYMLINK_NOFOLLOW, shown);
    }

    private static FileState of(int folder, String name, int flags, Path shown) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = arena.allocate(SIZE, Long.BYTES);
            long path = Kernel.text(arena, name);
            long _ =
                    Kernel.check(
                            shown,
                            _ ->
                                    STATX.call(
                                            folder,
                                            path,
                                            flags,
                                            STATX_BASIC_STATS,
                                            found.address()));
            int mode = found.get(JAVA_SHORT, 28) & 0xffff;
            long device =
                    ((long) found.get(JAVA_INT, 136) << 32)
                            | (found.get(JAVA_INT, 140) & 0xffffffffL);
            return new FileState(
                    kind(mode),
                    mode & 07777,
                    found.get(JAVA_INT, 20),
                    found.get(JAVA_INT, 24),
                    found.get(JAVA_LONG, 40),
                    Instant.ofEpochSecond(found.get(JAVA_LONG, 112), found.get(JAVA_INT, 120)),
                    new FileState.Identity(device, found.get(JAVA_LONG, 32)));
        }
    }

    private static FileState.Kind kind(int mode) {
        return switch (mode & 0170000) {
            case 0100000 -> FileState.Kind.FILE;
            case 0040000 -> FileState.Kind.FOLDER;
            case 0120000 -> FileState.Kind.LINK;
            case 0140000 -> FileState.Kind.SOCKET;
            case 0010000 -> FileState.Kind.PIPE;
            default -> FileState.Kind.OTHER;
        };
    }
}
