/**
 * Keeps what is on the disk to one process of accountd at a time. Knows no file but that of the
 * lock.
 */
@NullMarked
package signet.accountd.lock;

import org.jspecify.annotations.NullMarked;
