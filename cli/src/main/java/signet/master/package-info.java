/**
 * The executable signet, the master: the commands, and how the rooms below work together in them.
 * It alone touches server keys; it speaks neither ACME nor the signing protocol, and never sees the
 * account key.
 */
@NullMarked
package signet.master;

import org.jspecify.annotations.NullMarked;
