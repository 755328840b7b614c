/**
 * Reads what clients hand in for a CA: certificate requests (PKCS #10), and certificates that are
 * to be revoked. Each has one reading here, by one strict reader: names that another reader would
 * find in the same bytes are found here too, or the bytes are refused. For policy and audit log.
 */
@NullMarked
package signet.accountd.csr;

import org.jspecify.annotations.NullMarked;
