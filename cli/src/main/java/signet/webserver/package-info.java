/**
 * The webserver's executable: it answers http-01 validations (RFC 8555, section 8.3) for announced
 * tokens and nothing else. It is handed every descriptor that it uses; it opens no file, no
 * connection and no key, and can't ask for signatures. Before it reads anything it gives up, for
 * good, what it does not need.
 */
@NullMarked
package signet.webserver;

import org.jspecify.annotations.NullMarked;
