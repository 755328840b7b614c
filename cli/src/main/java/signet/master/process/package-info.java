/**
 * Starts processes with exactly the descriptors, environment and privileges that they are to have,
 * and ends them. The only place of the master that calls the C library; knows nothing of ACME,
 * certificates or configuration.
 */
@NullMarked
package signet.master.process;

import org.jspecify.annotations.NullMarked;
