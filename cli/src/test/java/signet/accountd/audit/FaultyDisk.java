package signet.accountd.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A real file on a disk that fails on command: what no real disk does when a test wants it. */
final class FaultyDisk implements LogDisk {

    final AtomicInteger forces = new AtomicInteger();
    volatile boolean writesHalf;
    volatile boolean forceFails;
    volatile boolean truncateFails;
    volatile boolean syncFails;
    volatile boolean breaksTheProgram;
    volatile Runnable beforeForce = () -> {};

    @Override
    public void sync(LogFolder folder) throws IOException {
        if (syncFails) {
            throw new IOException("Input/output error");
        }
        folder.sync();
    }

    @Override
    public Storage open(LogFolder folder) throws IOException {
        Storage real = FileStorage.open(folder);
        return new Storage() {
            @Override
            public void write(ByteBuffer bytes, long position) throws IOException {
                if (breaksTheProgram) {
                    throw new IllegalStateException("planted");
                }
                if (writesHalf) {
                    real.write(bytes.slice(0, bytes.remaining() / 2), position);
                    throw new IOException("No space left on device");
                }
                real.write(bytes, position);
            }

            @Override
            public void force() throws IOException {
                forces.incrementAndGet();
                beforeForce.run();
                if (forceFails) {
                    throw new IOException("Input/output error");
                }
                real.force();
            }

            @Override
            public void truncate(long size) throws IOException {
                if (truncateFails) {
                    throw new IOException("Input/output error");
                }
                real.truncate(size);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }
}
