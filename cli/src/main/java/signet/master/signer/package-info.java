/**
 * The master's side of the signer: it connects to the socket of an accountd, or starts an accountd,
 * and hands connections to the children that need one. It never speaks the signing protocol itself.
 */
@NullMarked
package signet.master.signer;

import org.jspecify.annotations.NullMarked;
