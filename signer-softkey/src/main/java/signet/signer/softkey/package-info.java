/**
 * The Signer on a key file: PEM, encrypted PEM, or a file that gpg decrypts. Reached through {@link
 * java.util.ServiceLoader} only.
 */
@NullMarked
package signet.signer.softkey;

import org.jspecify.annotations.NullMarked;
