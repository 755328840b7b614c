package signet.signer.pkcs11.process;

import signet.signer.pkcs11.dialog.ReadyKey;
import signet.signer.protocol.Greeting;

/**
 * A helper that is ready to sign.
 *
 * @param token the token it has opened
 * @param ready what it says of the key
 * @param greeting the same, in the signing protocol
 * @param pipeline the way to it
 */
record OpenHelper(TokenReport token, ReadyKey ready, Greeting greeting, Pipeline pipeline) {}
