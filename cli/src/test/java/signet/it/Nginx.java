package signet.it;

import signet.testing.TestProcess;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's nginx with a configuration, files and a port of its own. */
final class Nginx {

    private final Path directory;
    private final int port;

    private Nginx(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /**
     * Writes a configuration with one server, in a directory of the site.
     *
     * @param server what is in the section of the server
     */
    static Nginx configure(Site site, String server) throws IOException {
        Path directory = Files.createDirectory(site.directory().resolve("nginx"));
        Nginx nginx = new Nginx(directory, site.pebble().httpPort());
        Files.writeString(
                directory.resolve("nginx.conf"),
                """
                daemon off;
                user www-data;
                worker_processes 1;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events {}
                http {
                    access_log %1$s/access.log;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    server {
                        listen 127.0.0.1:%2$d;
                        location / { return 418; }
                        %3$s
                    }
                }
                """
                        .formatted(directory, nginx.port, server));
        return nginx;
    }

    /** Returns the command that runs it. */
    String[] command() {
        return new String[] {
            "nginx",
            "-p",
            directory.toString(),
            "-c",
            directory.resolve("nginx.conf").toString(),
            "-e",
            directory.resolve("error.log").toString()
        };
    }

    /** Starts it. */
    void start(Site site) throws IOException {
        await(site.start("nginx", List.of(command())));
    }

    /** Waits until a process that runs {@link #command} listens. */
    void await(TestProcess process) {
        process.await("nginx's port", Site.LONG, this::listens);
    }

    private boolean listens() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    /** Returns the log of requests. */
    String accesses() throws IOException {
        return Files.readString(directory.resolve("access.log"));
    }
}
