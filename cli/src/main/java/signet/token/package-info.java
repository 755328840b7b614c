/**
 * signet-token: the process that loads a token's PKCS#11 module, started by signet-accountd for one
 * token. It has no socket, no network, no policy and no configuration of its own; it is told on
 * standard input what to do. May use the signer's module side only; no other executable's room.
 */
@NullMarked
package signet.token;

import org.jspecify.annotations.NullMarked;
