/**
 * What a process can do to itself so that an attacker in it can do little: system calls and files
 * that it gives up for good, memory that nobody else may read or that may not be swapped. Linux
 * only, called by the foreign function API. Knows nothing of what the processes do; opens and
 * starts nothing.
 *
 * <p>What the kernel does not offer is left out. What it offers must work, or the caller must end.
 */
@NullMarked
package signet.sandbox;

import org.jspecify.annotations.NullMarked;
