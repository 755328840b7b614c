/**
 * signet-token: the process that loads a token's PKCS#11 module, started by signet-accountd for one
 * token. It has no socket, no network, no policy and no configuration of its own; it is told on
 * standard input what to do, and speaks the dialog of {@code signet.signer.pkcs11.dialog} and then
 * the signing protocol. May use the signer's module side only; no other executable's room.
 *
 * <p>It mends nothing: where anything but a single request fails, it says why and ends. It ends
 * with its input, whatever the module is doing.
 */
@NullMarked
package signet.token;

import org.jspecify.annotations.NullMarked;
