/** The flow from identifiers and a CSR to a certificate chain. No files and no processes. */
@NullMarked
package signet.acme.issuance;

import org.jspecify.annotations.NullMarked;
