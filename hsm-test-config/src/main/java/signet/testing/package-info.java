/**
 * Real peers for tests, started on loopback and stopped with the test, and the small tools that
 * tests of several modules share. JDK only. Never on a product path.
 */
@NullMarked
package signet.testing;

import org.jspecify.annotations.NullMarked;
