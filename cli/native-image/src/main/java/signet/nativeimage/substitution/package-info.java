/**
 * What the native programs have in the place of code that needs a JVM. It is compiled into the
 * executables, and is on no class path at run time.
 */
@NullMarked
package signet.nativeimage.substitution;

import org.jspecify.annotations.NullMarked;
