/**
 * Messages between the master and the processes it starts: one line each, one codec for both sides.
 * No sockets, no processes, no state.
 */
@NullMarked
package signet.control;

import org.jspecify.annotations.NullMarked;
