/**
 * The configuration files and what their values mean: lacme's syntax, sections, keys and
 * specifiers, read into immutable records with every value checked. Reads files and says what is
 * wrong with them; starts no process, opens no socket, looks at no key or certificate.
 */
@NullMarked
package signet.config;

import org.jspecify.annotations.NullMarked;
