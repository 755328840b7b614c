/**
 * The PKCS#11 C interface (Cryptoki, OASIS PKCS #11 v2.40) by the foreign function API: the few
 * functions that are needed, with typed results and return codes, and bounds on all that a module
 * returns. For platforms where CK_ULONG has 64 bits and structures are aligned naturally (LP64).
 * The only place of the PKCS#11 signer that calls native code; knows nothing of URIs or keys.
 */
@NullMarked
package signet.signer.pkcs11.cryptoki;

import org.jspecify.annotations.NullMarked;
