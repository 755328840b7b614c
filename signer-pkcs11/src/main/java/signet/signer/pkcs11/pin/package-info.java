/**
 * The PIN, as long as signet-accountd has it: where it comes from, how long it stays in memory, and
 * the memory of PINs that a token has refused, so that none of them is ever sent a second time.
 * Knows nothing of processes of tokens; decides, and leaves the sending to others.
 */
@NullMarked
package signet.signer.pkcs11.pin;

import org.jspecify.annotations.NullMarked;
