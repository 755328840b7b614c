/**
 * The signing protocol, version 1 with the refusal extension: the bytes that a signer and its
 * clients exchange. One codec for both sides; no sockets, no threads, no keys. The specification is
 * docs/protocol.md.
 */
@NullMarked
package signet.signer.protocol;

import org.jspecify.annotations.NullMarked;
