package signet.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The files of one Pebble, made from the same templates as those of the quickstart. */
record PebbleFiles(Path folder) {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    Path ca() {
        return folder.resolve("ca.pem");
    }

    Path config() {
        return folder.resolve("pebble-config.json");
    }

    /** Makes the certificate of Pebble's HTTPS, unless it's there. */
    void makeCertificate() throws IOException {
        if (Files.exists(ca())) {
            return;
        }
        Path script = folder.resolve("make-certificate.sh");
        Files.writeString(script, template("make-certificate.sh"));
        List<String> command = List.of("/bin/sh", script.toString(), folder.toString());
        try (var run = TestProcess.start(folder.resolve("make-certificate.log"), command)) {
            if (run.awaitExit(DEADLINE) != 0) {
                throw new IOException("cannot make a certificate for Pebble: " + run.text());
            }
        }
    }

    void writeConfig(PebblePorts ports, PebbleOptions options) throws IOException {
        String keys =
                options.externalAccounts().entrySet().stream()
                        .map(e -> '"' + e.getKey() + "\": \"" + e.getValue() + '"')
                        .collect(Collectors.joining(", "));
        String text =
                template("pebble-config.json.in")
                        .replace("@ACME_PORT@", Integer.toString(ports.acme()))
                        .replace("@MANAGEMENT_PORT@", Integer.toString(ports.management()))
                        .replace("@HTTP_PORT@", Integer.toString(ports.http()))
                        .replace("@TLS_PORT@", Integer.toString(ports.tls()))
                        .replace("@CERTIFICATE@", folder.resolve("server.pem").toString())
                        .replace("@PRIVATE_KEY@", folder.resolve("server.key").toString())
                        .replace("@EAB_REQUIRED@", Boolean.toString(!keys.isEmpty()))
                        .replace("@EAB_KEYS@", keys);
        Files.writeString(config(), text);
    }

    private static String template(String name) throws IOException {
        try (InputStream in = PebbleFiles.class.getResourceAsStream("pebble/" + name)) {
            if (in == null) {
                throw new IOException("the resource pebble/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
