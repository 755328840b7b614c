/**
 * Lets persons list, approve and deny requests over a UNIX-domain socket, and the client of that
 * socket. Who they are is what the kernel says.
 */
@NullMarked
package signet.accountd.approval.control;

import org.jspecify.annotations.NullMarked;
