/**
 * How the executables call the C library of Linux, by the foreign function API. The one place, but
 * for PKCS#11 modules, that makes Java call native code; knows few functions by name, those that
 * end a process and set its file mask, and nothing of what the processes do.
 */
@NullMarked
package signet.libc;

import org.jspecify.annotations.NullMarked;
