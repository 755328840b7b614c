package signet.signer.protocol;

import java.io.IOException;

/** There is no memory for the rest of a long line; a short one, or the same one later, may do. */
public final class NoRoomException extends IOException {

    NoRoomException() {
        super("there are too many long requests at once; try again");
    }
}
