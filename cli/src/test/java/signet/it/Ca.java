package signet.it;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import signet.testing.PebbleOptions;
import signet.testing.PebbleServer;

import java.io.IOException;
import java.nio.file.Path;

/** A Pebble and a copy of the distribution for all tests of a class. */
final class Ca implements BeforeAllCallback, AfterAllCallback {

    private final PebbleOptions options;
    private @Nullable PebbleServer pebble;
    private @Nullable Distribution distribution;

    Ca(PebbleOptions options) {
        this.options = options;
    }

    Ca() {
        this(PebbleOptions.defaults());
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path directory = Distribution.openDirectory("signet-it");
        distribution = Distribution.copyTo(directory);
        pebble = PebbleServer.start(directory.resolve("pebble"), options);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        pebble().close();
    }

    PebbleServer pebble() {
        return java.util.Objects.requireNonNull(pebble);
    }

    Distribution distribution() {
        return java.util.Objects.requireNonNull(distribution);
    }

    /** Prepares a host that uses this CA. */
    Site site() throws IOException {
        return site(distribution());
    }

    /** Prepares one with programs of the caller's choice. */
    Site site(Distribution programs) throws IOException {
        return Site.create(programs, pebble());
    }
}
