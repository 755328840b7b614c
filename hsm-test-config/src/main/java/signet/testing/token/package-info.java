/**
 * Tokens for tests of PKCS#11: SoftHSM2, a virtual YubiKey behind a real pcscd, a software TPM,
 * p11-kit's remoting, and a module that fails as told. Each lives in a folder and with ports of its
 * own, so that tests run beside each other; nothing touches the tokens, the pcscd or the settings
 * of the host. A process that is to see a token is started with the token's {@code environment()}.
 * JDK only; knows nothing of the product, and is never on a product path.
 */
@NullMarked
package signet.testing.token;

import org.jspecify.annotations.NullMarked;
