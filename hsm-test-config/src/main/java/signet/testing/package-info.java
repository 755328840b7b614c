/** Real peers for tests, started on loopback and stopped with the test. Never on a product path. */
@NullMarked
package signet.testing;

import org.jspecify.annotations.NullMarked;
