/**
 * What holds for a run of the master as a whole: its messages, that it is alone, and that nothing
 * is left behind however it ends. Knows nothing of ACME or certificates.
 */
@NullMarked
package signet.master.run;

import org.jspecify.annotations.NullMarked;
