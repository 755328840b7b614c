/**
 * The Signer that is somewhere else: it speaks the signing protocol to another process, over a
 * socket that it connects or is handed. Knows no kind of key.
 */
@NullMarked
package signet.signer.remote;

import org.jspecify.annotations.NullMarked;
