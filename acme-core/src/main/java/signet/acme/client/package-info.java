/**
 * Talks to an ACME server: transport, nonces, signed requests, polling; one method per operation of
 * RFC 8555. The only package that speaks HTTP as a client, by means of HttpsURLConnection.
 */
@NullMarked
package signet.acme.client;

import org.jspecify.annotations.NullMarked;
