/**
 * Verifies a whole audit log, and says what is wrong and where. Reads only, one line at a time; its
 * memory does not grow with the log.
 */
@NullMarked
package signet.accountd.audit.check;

import org.jspecify.annotations.NullMarked;
