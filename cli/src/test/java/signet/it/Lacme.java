package signet.it;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Debian's own lacme, and our master, on one site and with one lacme.conf. Both see this site's
 * directories as /run and /var/cache, and Pebble's CA among those of the system, since lacme trusts
 * no others.
 */
final class Lacme {

    private final Site site;
    private final Map<String, Path> binds = new LinkedHashMap<>();

    private Lacme(Site site) {
        this.site = site;
    }

    static Lacme on(Site site) throws IOException {
        Lacme lacme = new Lacme(site);
        Path bundle = Path.of("/etc/ssl/certs/ca-certificates.crt");
        Path more = site.directory().resolve("bundle.crt");
        Files.writeString(
                more, Files.readString(bundle) + Files.readString(site.pebble().caFile()));
        lacme.binds.put(bundle.toString(), more);
        Path run = Files.createDirectory(site.directory().resolve("slash-run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
        lacme.binds.put("/run", run);
        lacme.binds.put("/var/cache", Files.createDirectory(site.directory().resolve("var-cache")));
        return lacme;
    }

    /** Shows a directory of the site in another place too. */
    void bind(String place, Path seen) {
        binds.put(place, seen);
    }

    /**
     * Writes lacme.conf.
     *
     * @param more further lines of section [webserver], and further sections behind them
     */
    void configure(String more) throws IOException {
        site.write(
                "lacme.conf",
                """
                config-certs = signet-certs.conf
                [client]
                socket = %s
                server = %s
                [webserver]
                listen = 127.0.0.1:%d
                %s
                """
                        .formatted(
                                site.socket(),
                                site.pebble().directory(),
                                site.pebble().httpPort(),
                                more));
    }

    Path configuration() {
        return site.directory().resolve("lacme.conf");
    }

    /** Runs Debian's lacme to its end. */
    Site.Finished lacme(String... arguments) throws IOException {
        return site.run(
                new Mounts(binds)
                        .around(command("lacme", "--config=" + configuration(), arguments)));
    }

    /** Runs our master with lacme's configuration to its end. */
    Site.Finished signet(String... arguments) throws IOException {
        return site.run(
                new Mounts(binds)
                        .around(
                                command(
                                        site.distribution().signet(),
                                        "--config=" + configuration(),
                                        arguments)));
    }

    /** Runs any command to its end. */
    Site.Finished run(String... command) throws IOException {
        return site.run(new Mounts(binds).around(command));
    }

    /** Starts any command. */
    TestProcess start(String name, String... command) throws IOException {
        return site.start(name, List.of(new Mounts(binds).around(command)));
    }

    private static String[] command(String program, String option, String... arguments) {
        List<String> words = new ArrayList<>(List.of(program, option));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }
}
