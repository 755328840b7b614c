package signet.signer.pkcs11.pin;

import signet.signer.pkcs11.pin.SentPin.Outcome;

import java.io.IOException;

/**
 * One sending of a PIN that was granted. Exactly one of its outcomes is reported; without any, the
 * PIN counts as sent and not answered. Not thread-safe.
 */
public final class PinAttempt implements AutoCloseable {

    private final PinMemory.Locked memory;
    private final MemoryContents before;
    private final SentPin sending;

    PinAttempt(PinMemory.Locked memory, MemoryContents before, SentPin sending) {
        this.memory = memory;
        this.before = before;
        this.sending = sending;
    }

    /** The token accepted the PIN: what it refused before no longer matters. */
    public void accepted() throws IOException {
        memory.write(before.without(entry -> entry.token().equals(sending.token())));
    }

    /** The token refused the PIN. */
    public void refused() throws IOException {
        memory.write(
                before.with(
                        new SentPin(
                                sending.token(),
                                sending.hash(),
                                Outcome.REFUSED,
                                sending.count(),
                                sending.time())));
    }

    /** The PIN did not reach the token after all. */
    public void notSent() throws IOException {
        memory.write(before);
    }

    @Override
    public void close() throws IOException {
        memory.close();
    }
}
