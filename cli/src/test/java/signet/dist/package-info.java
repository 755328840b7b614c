/** Tests of the distribution as it is delivered: launchers, jars, real processes. */
@NullMarked
package signet.dist;

import org.jspecify.annotations.NullMarked;
