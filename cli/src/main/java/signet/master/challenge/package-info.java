/**
 * How key authorizations become visible to the ACME server: through webservers of our own, or
 * through a directory that another webserver serves. The master never writes there itself.
 */
@NullMarked
package signet.master.challenge;

import org.jspecify.annotations.NullMarked;
