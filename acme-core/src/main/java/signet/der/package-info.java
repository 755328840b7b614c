/**
 * A strict reader of DER (X.690), for what others hand in to be signed or passed on: one meaning
 * has one encoding, and everything else is refused. Knows the JDK alone, and no certificates.
 */
@NullMarked
package signet.der;

import org.jspecify.annotations.NullMarked;
