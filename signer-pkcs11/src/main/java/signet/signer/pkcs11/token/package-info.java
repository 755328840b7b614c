/**
 * The tokens of a loaded module, as its user sees them: finding the one that a URI means, logging
 * in, and the keys on it. Runs in the helper process signet-token only, since it loads the module.
 * Knows no policy: what to do about a PIN that is refused is decided in signet-accountd.
 */
@NullMarked
package signet.signer.pkcs11.token;

import org.jspecify.annotations.NullMarked;
