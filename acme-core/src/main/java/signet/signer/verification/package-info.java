/**
 * Verifies signatures with the public key: no signature leaves a signer that its CA would refuse.
 * Knows nothing of requests and of who asks. Also tells signers when something faster is worth its
 * loading.
 */
@NullMarked
package signet.signer.verification;

import org.jspecify.annotations.NullMarked;
