package signet.limits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/**
 * Writes lines to where writing can take long, such as a pipe that is read slowly. A line that can
 * be written at once is. Where another is being written, it waits in memory, and whoever wrote it
 * does not: so a log that is slow, or stands still, holds up one writer at most. What waits is
 * bounded; of more, some is lost, and one line says how much. Thread-safe; lines do not mix, and
 * keep their order.
 */
public final class LineQueue {

    private final WritableByteChannel out;
    private final int mostBytes;
    private final LongFunction<byte[]> gap;
    private final ReentrantLock writing = new ReentrantLock();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long bytes;
    private long lost;
    private boolean started;

    /**
     * Makes one where nothing waits.
     *
     * @param out is blocking; the caller closes it
     * @param mostBytes how much may wait
     * @param gap words the line that stands for so many lost ones
     */
    public LineQueue(WritableByteChannel out, int mostBytes, LongFunction<byte[]> gap) {
        this.out = out;
        this.mostBytes = mostBytes;
        this.gap = gap;
    }

    /** Writes a line, which has its line end, now or soon. An output that fails stops nobody. */
    public void write(byte[] line) {
        if (writing.tryLock()) {
            try {
                if (isEmpty()) {
                    put(line);
                    return;
                }
            } finally {
                writing.unlock();
            }
        }
        add(line);
    }

    /** Waits until nothing waits any more, but not for longer than a time. */
    public synchronized void flush(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        try {
            while (bytes > 0) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isEmpty() {
        return bytes == 0 && lost == 0;
    }

    private synchronized void add(byte[] line) {
        if (bytes + line.length > mostBytes) {
            lost++;
            return;
        }
        waiting.add(line);
        bytes += line.length;
        notifyAll();
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon().name("log").start(this::drain);
        }
    }

    private void drain() {
        try {
            while (true) {
                awaitLine();
                writing.lockInterruptibly();
                try {
                    putAll();
                } finally {
                    writing.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitLine() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
    }

    private void putAll() {
        for (byte[] line = next(); line.length > 0; line = next()) {
            put(line);
            written(line);
        }
    }

    /** Returns the next line; the one about what is lost last, and then an empty one. */
    private synchronized byte[] next() {
        if (waiting.isEmpty() && lost > 0) {
            waiting.add(gap.apply(lost));
            bytes += waiting.getFirst().length;
            lost = 0;
        }
        return waiting.isEmpty() ? new byte[0] : waiting.removeFirst();
    }

    private synchronized void written(byte[] line) {
        bytes -= line.length;
        if (bytes == 0) {
            notifyAll();
        }
    }

    private void put(byte[] line) {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        try {
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } catch (IOException e) {
            // There is nowhere else to complain.
        }
    }
}
