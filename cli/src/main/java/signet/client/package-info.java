/**
 * The executable signet-client: talks to the ACME server, and has nothing but what it is handed:
 * the connected signer socket (0), the control stream of the master (1) and a log (2). It opens no
 * file but challenges in its working directory where the master says so; no key, no configuration,
 * no socket of ours.
 */
@NullMarked
package signet.client;

import org.jspecify.annotations.NullMarked;
