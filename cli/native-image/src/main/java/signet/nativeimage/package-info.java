/**
 * Makes the native programs: compiles the C helpers, and has native-image's builder, which comes
 * from Maven Central as jars, make an executable of the jars of each program. Runs in the build
 * alone; knows the distribution by its folders.
 */
@NullMarked
package signet.nativeimage;

import org.jspecify.annotations.NullMarked;
