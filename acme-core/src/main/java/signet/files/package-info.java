/**
 * The files that root, or whoever holds a key, writes or trusts: names are turned into descriptors
 * once, and all that follows is done on these. The way to a file is walked from the root of the
 * file system, one folder after the other, and each is looked at: where somebody else could change
 * what a name stands for, nothing is opened. So there is no moment between a look and a use. Java's
 * own calls take paths, look each up anew, and set modes through symbolic links.
 *
 * <p>Knows the C library and the JDK, nothing of what the files are for.
 */
@NullMarked
package signet.files;

import org.jspecify.annotations.NullMarked;
