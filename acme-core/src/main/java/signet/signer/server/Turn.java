package signet.signer.server;

import signet.limits.SharedSlots;
import signet.signer.deadline.Watch;

/**
 * Whose turn it is on one connection: a client that lets us wait has a deadline, and may lose its
 * place to another; one that waits for us has neither.
 *
 * @param idle expires where the client lets us wait for too long
 * @param slot its place among the connections
 */
record Turn(Watch idle, SharedSlots<Slots.Group>.Slot slot) {

    /** A request has come. A person may have to touch a token: that time is not the client's. */
    void ours() {
        idle.pause();
        slot.working();
    }

    /** It is answered, or about to be. */
    void theirs() {
        idle.restart();
        slot.silent();
    }
}
