/**
 * Root certificates, of which few are needed at a time. Knows neither ACME nor TLS; used where a
 * server's or an issued chain is verified.
 */
@NullMarked
package signet.trust;

import org.jspecify.annotations.NullMarked;
