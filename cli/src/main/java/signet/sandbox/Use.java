package signet.sandbox;

/** What a process that enters its sandbox goes on to need. All else that it could do, it loses. */
public enum Use {
    /** To open sockets of the internet and UNIX families, and to connect them. */
    CONNECT,
    /** To accept connections on a socket that it was handed. */
    ACCEPT,
    /** To make, write and delete files. */
    WRITE_FILES,
    /** To make machine code while it runs, as a JVM does and a native program never. */
    MAKE_CODE
}
