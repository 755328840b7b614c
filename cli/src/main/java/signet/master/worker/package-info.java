/**
 * A process that the master has started and talks to: its control stream, its log, its end. Knows
 * how such a process is kept, not what it is for.
 */
@NullMarked
package signet.master.worker;

import org.jspecify.annotations.NullMarked;
