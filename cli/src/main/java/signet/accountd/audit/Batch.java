package signet.accountd.audit;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.Position;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Lines that go to the disk together, tied to the chain. Used by one thread. */
final class Batch {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Position last;
    private int lines;

    Batch(Position last) {
        this.last = last;
    }

    /** Adds a line, given by its members. */
    void add(String body) {
        byte[] line = ChainLine.encode(last, body);
        last = last.next(line);
        bytes.writeBytes(line);
        lines++;
    }

    /** Returns where the chain is after them. */
    Position last() {
        return last;
    }

    int lines() {
        return lines;
    }

    int length() {
        return bytes.size();
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
