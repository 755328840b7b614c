/**
 * The lines that signet-accountd and its token helper exchange before the signing protocol starts:
 * records, and one codec for both sides. No processes, no modules, no policy. A PIN is bytes only,
 * which their owner overwrites; no type of this package keeps one.
 */
@NullMarked
package signet.signer.pkcs11.dialog;

import org.jspecify.annotations.NullMarked;
