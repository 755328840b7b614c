/**
 * The helper process of a token, seen from signet-accountd: its start, what it needs to hear before
 * it serves, the requests on their way to it and back, and its end, by itself or by the watchdog.
 */
@NullMarked
package signet.signer.pkcs11.process;

import org.jspecify.annotations.NullMarked;
