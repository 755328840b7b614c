package signet.signer.server;

/**
 * Who is at the other end of a connection, for the log.
 *
 * @param number the connection, counted from 0
 * @param peer the user name that the kernel vouches for, or what kind of peer it is where there is
 *     none ({@code stdio})
 * @param via by which way it came: {@code socket}, {@code stdio}, or a name that the operator gave
 */
public record Client(long number, String peer, String via) {}
