/**
 * The serving side of the signing protocol: takes connections, reads requests, decides, and asks a
 * Signer. Knows no kind of key and no configuration; whoever starts it hands it both.
 */
@NullMarked
package signet.signer.server;

import org.jspecify.annotations.NullMarked;
