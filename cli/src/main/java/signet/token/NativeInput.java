package signet.token;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads from a descriptor, and leaves no copy of what it has read. Used by one thread at a time.
 * Never waits: where nothing is there yet, it reads 0 bytes.
 */
final class NativeInput extends InputStream {

    private static final int SIZE = 64 * 1024;

    private final int descriptor;
    private final MemorySegment memory = Arena.global().allocate(SIZE);

    NativeInput(int descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public int read() throws IOException {
        throw new IOException("a single byte can't tell that nothing is there yet");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = LibC.read(descriptor, memory.asSlice(0, Math.min(length, SIZE)));
        if (count <= 0) {
            return count == 0 ? -1 : 0;
        }
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, offset, count);
        // It may be a PIN.
        memory.asSlice(0, count).fill((byte) 0);
        return count;
    }
}
