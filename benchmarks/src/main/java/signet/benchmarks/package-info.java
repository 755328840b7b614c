/** How fast the inner parts are, measured by JMH. Started by {@code ./bench inner}. */
@NullMarked
package signet.benchmarks;

import org.jspecify.annotations.NullMarked;
