/** The resources of RFC 8555, one immutable type each. No transport, no signing, no flow. */
@NullMarked
package signet.acme;

import org.jspecify.annotations.NullMarked;
