package signet.testing.token;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;

/** A reader of a {@link PcscDaemon}. Not for several threads. */
public final class VirtualReader {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 4;

    private final int port;
    private @Nullable VpcdConnection inserted;

    VirtualReader(int port) {
        this.port = port;
    }

    /**
     * Puts a card in, after pulling the one that's in. Returns when pcscd has switched its power
     * on: clients see it at once. The virtual reader can be so quick that pcscd does not notice
     * that the card is another one, where a client uses it in this moment: then, as a person would,
     * this pulls it and puts it in again.
     */
    public void insert(VirtualYubiKey card) throws IOException, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            remove();
            var connection = new VpcdConnection(port, card.applet());
            inserted = connection;
            if (connection.awaitPower(PATIENCE)) {
                return;
            }
        }
        throw new IOException("pcscd does not see the card");
    }

    /** Pulls the card, if one is in. Clients notice when they use it, or some time later. */
    public void remove() throws IOException {
        VpcdConnection connection = inserted;
        inserted = null;
        if (connection != null) {
            connection.close();
        }
    }
}
