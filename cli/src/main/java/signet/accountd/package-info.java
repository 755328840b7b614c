/**
 * The executable signet-accountd: owns the account key, serves it with the signing protocol, and
 * makes new ones. Knows no kind of key (signers are found by {@link java.util.ServiceLoader}),
 * speaks no HTTP, and starts no process but stty, to ask for a password, and what the room of the
 * approval starts.
 */
@NullMarked
package signet.accountd;

import org.jspecify.annotations.NullMarked;
