/**
 * Deadlines for channels that have no time-outs of their own, such as UNIX-domain sockets: one
 * timer thread for any number of watches. Knows nothing of what it watches.
 */
@NullMarked
package signet.signer.deadline;

import org.jspecify.annotations.NullMarked;
