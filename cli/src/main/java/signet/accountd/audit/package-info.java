/**
 * Writes the audit log: one line for each decision on the account key, on the disk before the
 * signature leaves. Is used by accountd alone, and knows neither its server nor what is decided: it
 * takes entries. Escapes all that comes from outside; prints nothing.
 */
@NullMarked
package signet.accountd.audit;

import org.jspecify.annotations.NullMarked;
