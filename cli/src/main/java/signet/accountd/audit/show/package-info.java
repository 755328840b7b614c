/** Selects lines of an audit log, and words them for people. Verifies nothing. */
@NullMarked
package signet.accountd.audit.show;

import org.jspecify.annotations.NullMarked;
