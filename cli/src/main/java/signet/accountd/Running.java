package signet.accountd;

import signet.accountd.audit.Audit;
import signet.signer.Signer;
import signet.signer.server.SignerServer;

import java.io.IOException;

/**
 * What runs while clients are served, and has to be ended by a signal too.
 *
 * @param server serves them
 * @param signer holds the key
 * @param guard stands between both
 * @param audit records what happens
 */
record Running(SignerServer server, Signer signer, Guard guard, Audit audit)
        implements AutoCloseable {

    /** First what asks, last what records. */
    @Override
    public void close() throws IOException {
        server.close();
        signer.close();
        try (audit) {
            guard.close();
        }
    }
}
