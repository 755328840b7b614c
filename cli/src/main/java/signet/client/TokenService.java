package signet.client;

import signet.acme.issuance.ChallengeResponder;
import signet.control.ClientReport;

import java.io.IOException;
import java.util.Optional;

/**
 * Has key authorizations served: by the master's webservers, which know the thumbprint and only
 * need the token, or in files. Thread-safe.
 *
 * @param files where the key authorizations are written; empty where the webservers answer
 */
record TokenService(MasterLink master, Optional<ChallengeFiles> files)
        implements ChallengeResponder {

    /** Announces first and writes then, so that the master knows of every file that there is. */
    @Override
    public void announce(String token, String keyAuthorization) throws IOException {
        master.token(token, new ClientReport.Announce(token));
        if (files.isPresent()) {
            files.get().write(token, keyAuthorization);
        }
    }

    @Override
    public void withdraw(String token) {
        try {
            try {
                if (files.isPresent()) {
                    files.get().remove(token);
                }
            } finally {
                // The master counts it for as long as it is not withdrawn.
                master.token(token, new ClientReport.Withdraw(token));
            }
        } catch (IOException e) {
            // The master forgets all tokens at the end of the run, and removes files that are left.
        }
    }
}
