/**
 * Decides what accountd signs: rules that only allow, the memory of orders, and the persons who are
 * asked. Knows requests that were read already; asks no network, and signs nothing.
 */
@NullMarked
package signet.accountd.policy;

import org.jspecify.annotations.NullMarked;
