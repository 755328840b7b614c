/**
 * Asks persons on the terminal that the process was started from. Reads and writes that terminal
 * alone, and only while the process is in its foreground.
 */
@NullMarked
package signet.accountd.approval.terminal;

import org.jspecify.annotations.NullMarked;
