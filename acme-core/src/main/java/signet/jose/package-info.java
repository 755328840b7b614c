/**
 * JOSE and JSON: the only package that knows Nimbus. It offers the few operations that the rest
 * needs (read and write JSON, a public key as a JWK with its thumbprint, a flattened JWS) as types
 * of our own, so that no other package depends on the library.
 */
@NullMarked
package signet.jose;

import org.jspecify.annotations.NullMarked;
