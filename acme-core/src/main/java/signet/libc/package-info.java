/**
 * How the executables call the C library of Linux, by the foreign function API. The one place, but
 * for PKCS#11 modules, that makes Java call native code; knows no function by name but the one that
 * ends a process, and nothing of what the processes do.
 */
@NullMarked
package signet.libc;

import org.jspecify.annotations.NullMarked;
