/**
 * What a signer reads out of the texts that it is asked to sign: a strict reader of ACME requests
 * (RFC 8555 section 6.2), and what each of them asks for. Decides nothing, signs nothing, and knows
 * neither transport nor configuration.
 */
@NullMarked
package signet.signer.request;

import org.jspecify.annotations.NullMarked;
