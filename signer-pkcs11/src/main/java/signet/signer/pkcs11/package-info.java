/**
 * Signers on PKCS#11 tokens. What is directly in here runs in the process of signet-accountd, which
 * never loads a token's module: a helper process does, as a module may hang or crash the process
 * that it is loaded into.
 */
@NullMarked
package signet.signer.pkcs11;

import org.jspecify.annotations.NullMarked;
