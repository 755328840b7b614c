/**
 * The master's conversation with the client: it hands tasks down, answers requests for tokens, and
 * passes results on. Whatever the client says is taken for an attacker's word.
 */
@NullMarked
package signet.master.session;

import org.jspecify.annotations.NullMarked;
