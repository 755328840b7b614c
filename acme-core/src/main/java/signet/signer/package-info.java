/**
 * The Signer SPI: what an account key can do, and how a module offers one.
 *
 * <p>JDK types only. Implementations live in modules of their own and are found by {@link
 * java.util.ServiceLoader}; nothing here knows which exist. A private key is a handle: no type of
 * this package can return its bytes.
 */
@NullMarked
package signet.signer;

import org.jspecify.annotations.NullMarked;
