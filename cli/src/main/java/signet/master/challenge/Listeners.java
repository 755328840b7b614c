package signet.master.challenge;

import signet.config.ListenAddress;
import signet.master.process.Descriptor;
import signet.master.process.NativeException;
import signet.master.process.Sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sockets that the webservers get. The master opens them, so that a webserver needs no
 * privilege to be on port 80.
 */
final class Listeners implements AutoCloseable {

    /** All addresses of both families, which one socket can serve. */
    private static final InetAddress ANY_IPV6 = anyIpv6();

    private final List<Descriptor> sockets = new ArrayList<>();
    private final List<SocketName> names = new ArrayList<>();

    private Listeners() {}

    /**
     * Opens all sockets.
     *
     * @throws IOException where one can't be opened; none is left open then
     */
    static Listeners open(List<ListenAddress> addresses) throws IOException {
        Listeners listeners = new Listeners();
        boolean complete = false;
        try {
            for (ListenAddress address : withoutCovered(addresses)) {
                listeners.add(address, addresses);
            }
            complete = true;
            return listeners;
        } finally {
            if (!complete) {
                listeners.close();
                listeners.names.forEach(SocketName::close);
            }
        }
    }

    List<Descriptor> sockets() {
        return List.copyOf(sockets);
    }

    List<SocketName> names() {
        return List.copyOf(names);
    }

    /** Closes our copies. */
    @Override
    public void close() {
        sockets.forEach(Descriptor::close);
    }

    private void add(ListenAddress address, List<ListenAddress> all) throws IOException {
        switch (address) {
            case ListenAddress.Unix(Path path) -> addUnix(path);
            case ListenAddress.Tcp tcp -> addTcp(tcp, all);
        }
    }

    private void addTcp(ListenAddress.Tcp tcp, List<ListenAddress> all) throws IOException {
        boolean both = isAnyIpv6(tcp) && all.contains(anyIpv4(port(tcp)));
        try {
            sockets.add(Sockets.listen(tcp.address(), both));
        } catch (NativeException e) {
            boolean noIpv6 =
                    e.errno() == NativeException.ADDRESS_FAMILY_NOT_SUPPORTED
                            || e.errno() == NativeException.ADDRESS_NOT_AVAILABLE;
            if (!both || !noIpv6) {
                throw explain(e, tcp);
            }
            // A host without IPv6: its IPv4 address was asked for as well.
            addTcp(anyIpv4(port(tcp)), all);
        }
    }

    private static IOException explain(NativeException e, ListenAddress.Tcp tcp) {
        if (e.errno() != NativeException.ADDRESS_IN_USE) {
            return new IOException("can't listen on " + tcp + ": " + e.getMessage(), e);
        }
        return new IOException(
                "can't listen on "
                        + tcp
                        + ": another program serves this port. Either let it serve the challenges:"
                        + " set \"challenge-directory\" in section [webserver] to a directory that"
                        + " it shows at /.well-known/acme-challenge/; or let it pass them on: set"
                        + " \"listen\" to the path of a UNIX socket, or to another port, that it"
                        + " forwards them to; or stop it during the run",
                e);
    }

    private void addUnix(Path path) throws IOException {
        ProxySocket opened = ProxySocket.open(path);
        sockets.add(opened.socket());
        names.add(opened.name());
    }

    /** 0.0.0.0 is served by the same socket as [::] where both are given. */
    private static List<ListenAddress> withoutCovered(List<ListenAddress> addresses) {
        return addresses.stream()
                .distinct()
                .filter(
                        address ->
                                !(address instanceof ListenAddress.Tcp tcp
                                        && tcp.equals(anyIpv4(port(tcp)))
                                        && addresses.stream()
                                                .anyMatch(
                                                        other ->
                                                                other
                                                                                instanceof
                                                                                ListenAddress.Tcp v6
                                                                        && isAnyIpv6(v6)
                                                                        && port(v6) == port(tcp))))
                .toList();
    }

    private static boolean isAnyIpv6(ListenAddress.Tcp tcp) {
        return tcp.address().getAddress().equals(ANY_IPV6);
    }

    private static ListenAddress.Tcp anyIpv4(int port) {
        return new ListenAddress.Tcp(new InetSocketAddress(any(new byte[4]), port));
    }

    private static int port(ListenAddress.Tcp tcp) {
        return tcp.address().getPort();
    }

    private static InetAddress anyIpv6() {
        return any(new byte[16]);
    }

    private static InetAddress any(byte[] zeros) {
        try {
            return InetAddress.getByAddress(zeros);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("The length of an address is right", e);
        }
    }
}
