package signet.accountd.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The file that a log is written to: what a disk can fail at. Used by one thread. */
interface Storage extends Closeable {

    /** Writes all of it, or fails with a part of it written. */
    void write(ByteBuffer bytes, long position) throws IOException;

    /** Returns when all that was written is on the disk. */
    void force() throws IOException;

    /** Takes away what is behind this length. */
    void truncate(long size) throws IOException;
}
