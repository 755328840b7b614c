/** Where a signer's socket may be, as seen by who connects to it. */
@NullMarked
package signet.signer.socket;

import org.jspecify.annotations.NullMarked;
