/**
 * The audit log as it lies on the disk: lines that each hold the hash of the one before, the files
 * that they are in, the head file, and the key that signs checkpoints. Decides nothing and changes
 * no log; knows neither the configuration nor the signing protocol's server.
 */
@NullMarked
package signet.accountd.audit.chain;

import org.jspecify.annotations.NullMarked;
