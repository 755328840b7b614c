/**
 * From a section of the configuration to an installed certificate: what is due, what is ordered for
 * it, and what becomes of the answer. Starts no child but the notification command; knows neither
 * signer nor ACME server.
 */
@NullMarked
package signet.master.order;

import org.jspecify.annotations.NullMarked;
