package signet.signer.pkcs11.process;

import java.time.Duration;

/**
 * How long requests may take, and how many may wait.
 *
 * @param queue how many requests may wait for their turn, 1 or more
 * @param turn how long one may wait for its turn
 * @param answer how long the helper may go without an answer while it has a request
 */
public record PipelineLimits(int queue, Duration turn, Duration answer) {}
