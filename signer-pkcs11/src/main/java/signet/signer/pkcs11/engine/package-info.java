/**
 * Signing with a key on a token, by the JDK's PKCS#11 provider or by direct calls of the module.
 * Runs in the helper process signet-token only. Nothing is repaired in here: an engine that broke
 * says so, and its process ends.
 */
@NullMarked
package signet.signer.pkcs11.engine;

import org.jspecify.annotations.NullMarked;
