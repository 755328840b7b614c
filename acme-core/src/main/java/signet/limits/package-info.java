/**
 * How much a peer can make a process remember, wait for or write: the bounds that accountd and the
 * master have in common. Each is looked at before anything is accepted, and says what it refuses;
 * docs/hardening.md has a table of all of them. Knows the JDK alone, and none of the peers.
 */
@NullMarked
package signet.limits;

import org.jspecify.annotations.NullMarked;
