/**
 * Lets the CA reach our webserver while a run lasts: accept rules in those chains of the packet
 * filter that would drop its connections, each marked with a comment, and removed again. Changes no
 * rule of anybody else's, knows nothing of ACME, and runs no program but nft and iptables.
 */
@NullMarked
package signet.master.firewall;

import org.jspecify.annotations.NullMarked;
