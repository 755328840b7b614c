package signet.testing;

import java.io.IOException;

/** The ports of one Pebble and of its DNS server, all on 127.0.0.1. */
record PebblePorts(int acme, int management, int http, int tls, int dns, int dnsManagement) {

    static PebblePorts choose(PebbleOptions options) throws IOException {
        int http = options.httpPort().isPresent() ? options.httpPort().getAsInt() : FreePort.find();
        return new PebblePorts(
                FreePort.find(),
                FreePort.find(),
                http,
                FreePort.find(),
                FreePort.find(),
                FreePort.find());
    }
}
