package signet.testing.token;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;

/** A reader of a {@link PcscDaemon}. Not for several threads. */
public final class VirtualReader {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final int port;
    private @Nullable VpcdConnection inserted;

    VirtualReader(int port) {
        this.port = port;
    }

    /**
     * Puts a card in, after pulling the one that's in. Returns when pcscd has switched its power
     * on: clients see it at once.
     */
    public void insert(VirtualYubiKey card) throws IOException, InterruptedException {
        remove();
        var connection = new VpcdConnection(port, card.applet());
        inserted = connection;
        if (!connection.awaitPower(DEADLINE)) {
            throw new IOException("pcscd does not see the card within " + DEADLINE);
        }
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
