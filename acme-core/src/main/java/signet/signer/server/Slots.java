package signet.signer.server;

import signet.limits.SharedSlots;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Counts the connections that may be open at once. Thread-safe. */
final class Slots {

    /** A client is silent between two requests, while it asks the CA: that takes no longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Descriptors are freed by others than our clients too. */
    private static final long LONGEST_WAIT_SECONDS = 1;

    private final SharedSlots<Group> slots;
    private final BlockingQueue<Boolean> released = new ArrayBlockingQueue<>(1);

    Slots(int count) {
        this.slots = new SharedSlots<>(count, PATIENCE);
    }

    /** Who shares: whoever is the same user, and comes by the same way. */
    record Group(String via, String peer) {
        static Group of(Link link) {
            return new Group(link.via(), link.peer());
        }
    }

    Optional<SharedSlots<Group>.Slot> take(Link link, Runnable end) {
        return slots.take(Group.of(link), end);
    }

    void release(SharedSlots<Group>.Slot slot) {
        slot.close();
        boolean _ = released.offer(true);
    }

    /** Waits until a connection ends, or for a second. */
    void awaitRelease() {
        released.clear();
        try {
            Boolean _ = released.poll(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
