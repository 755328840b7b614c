/**
 * The distribution as an administrator has it: real processes, real users, a real ACME server.
 * Needs root and the system users that ./verify creates.
 */
@NullMarked
package signet.it;

import org.jspecify.annotations.NullMarked;
