/**
 * Which PKCS#11 modules this host has: those that p11-kit registers, and those at the usual places.
 * Finds files; loads none of them.
 */
@NullMarked
package signet.signer.pkcs11.modules;

import org.jspecify.annotations.NullMarked;
