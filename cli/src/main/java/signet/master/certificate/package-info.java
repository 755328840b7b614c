/**
 * The master's certificate room: reads server keys, makes requests, judges what the CA answers. The
 * only place of the master with BouncyCastle, and the only one with a private key, which no public
 * signature lets out. Opens no socket, starts no process, writes no file.
 */
@NullMarked
package signet.master.certificate;

import org.jspecify.annotations.NullMarked;
