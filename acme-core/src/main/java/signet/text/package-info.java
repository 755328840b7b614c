/** Text from outside, made safe to be shown to people. Depends on nothing. */
@NullMarked
package signet.text;

import org.jspecify.annotations.NullMarked;
