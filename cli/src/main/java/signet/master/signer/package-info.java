/**
 * The master's side of the signer: it connects to the socket of an accountd or starts a command,
 * takes the first that answers, and hands its connection to the children that need one. It looks at
 * greetings, and never asks for a signature itself.
 */
@NullMarked
package signet.master.signer;

import org.jspecify.annotations.NullMarked;
