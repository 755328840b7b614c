/**
 * Reads certificate requests (PKCS #10), for the policy. The one place of accountd that knows
 * BouncyCastle, which is loaded with the first request that is to be read.
 */
@NullMarked
package signet.accountd.csr;

import org.jspecify.annotations.NullMarked;
