package signet.master.firewall;

import java.util.Locale;

/** Which way packets go, with the names for our end and for the other end of the connection. */
enum Direction {
    /** Connections from outside, the first packet of which is looked at. */
    INPUT("new", "d", "s", "i"),
    /** Our answers, by which a connection is established. */
    OUTPUT("established", "s", "d", "o");

    private final String state;
    private final String local;
    private final String remote;
    private final String networkInterface;

    Direction(String state, String local, String remote, String networkInterface) {
        this.state = state;
        this.local = local;
        this.remote = remote;
        this.networkInterface = networkInterface;
    }

    /** Returns the hook of nft. */
    String hook() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the state in which connection tracking has the connection. */
    String state() {
        return state;
    }

    /** Returns what names our end in addr and port: d or s. */
    String local() {
        return local;
    }

    /** Returns what names the other end. */
    String remote() {
        return remote;
    }

    /** Returns what names the interface in iif, oif, -i, -o. */
    String networkInterface() {
        return networkInterface;
    }
}
