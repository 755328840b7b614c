/**
 * The master's installation room: replaces certificate files, all or nothing, and keeps what could
 * not be installed. Everything that can go wrong is tried before an order. Reads no private key,
 * opens no socket, starts no process.
 */
@NullMarked
package signet.master.install;

import org.jspecify.annotations.NullMarked;
