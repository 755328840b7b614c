package signet.token;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Writes to a descriptor, without a buffer. Used by one thread at a time. */
final class NativeOutput extends OutputStream {

    private static final int SIZE = 64 * 1024;

    private final int descriptor;
    private final MemorySegment memory = Arena.global().allocate(SIZE);

    NativeOutput(int descriptor) {
        this.descriptor = descriptor;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, SIZE);
            MemorySegment.copy(bytes, offset + done, memory, ValueLayout.JAVA_BYTE, 0, part);
            done += LibC.write(descriptor, memory.asSlice(0, part));
        }
    }
}
