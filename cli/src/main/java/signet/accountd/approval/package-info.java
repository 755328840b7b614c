/**
 * Approval: requests that wait for a person's yes, and the leases that a yes gives. Holds the
 * questions and knows no way to ask them; the ways are rooms of their own below this one. Knows
 * neither the policy that decides what has to be asked, nor how requests are read.
 */
@NullMarked
package signet.accountd.approval;

import org.jspecify.annotations.NullMarked;
