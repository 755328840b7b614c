/**
 * RFC 7512: the URIs that name tokens and keys. Text only: nothing in here opens a module, a file
 * or a token, so that the process of signet-accountd may use it.
 */
@NullMarked
package signet.signer.pkcs11.uri;

import org.jspecify.annotations.NullMarked;
