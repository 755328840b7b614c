package signet.signer.pkcs11.process;

import org.jspecify.annotations.Nullable;

import signet.signer.SignerException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** One request and the thread that waits for its answer. */
final class Pending {

    private final Thread owner;
    private final byte[] line;
    private volatile boolean admitted;
    private volatile @Nullable Outcome outcome;

    /** What came of it. */
    sealed interface Outcome {
        /** The answer line. */
        record Answered(String line) implements Outcome {}

        /** The helper went because of its token, or before it had the request: try another one. */
        record Lost() implements Outcome {}

        /** No answer will come. */
        record Failed(SignerException cause) implements Outcome {}
    }

    /** Makes one for the calling thread; the line is overwritten once it is copied or in vain. */
    Pending(byte[] line) {
        this.owner = Thread.currentThread();
        this.line = line;
    }

    /** Says whether its turn has come: an answer will follow, or the helper's end. */
    boolean isAdmitted() {
        return admitted;
    }

    void admit() {
        admitted = true;
    }

    int length() {
        return line.length;
    }

    /** Moves the line to where it is sent from: it may hold a PIN. */
    void moveTo(ByteBuffer batch) {
        batch.put(line);
        wipe();
    }

    void wipe() {
        Arrays.fill(line, (byte) 0);
    }

    @Nullable Outcome outcome() {
        return outcome;
    }

    void finish(Outcome result) {
        outcome = result;
        wake();
    }

    void wake() {
        if (owner != Thread.currentThread()) {
            LockSupport.unpark(owner);
        }
    }
}
