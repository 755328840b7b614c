package signet.it;

import signet.testing.Eventually;
import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A host behind a firewall of its own, with a section that is due. */
final class FirewalledHost implements AutoCloseable {

    private final Ca ca;
    private final Site site;
    private final Namespaces network;
    private final TestProcess accountd;
    private final List<TestProcess> held = new ArrayList<>();

    private FirewalledHost(Ca ca, Site site, Namespaces network, TestProcess accountd) {
        this.ca = ca;
        this.site = site;
        this.network = network;
        this.accountd = accountd;
    }

    /** Prepares one without any rules, that listens on all addresses. */
    static FirewalledHost create(Ca ca) throws IOException {
        Site site = ca.site();
        TestProcess accountd = site.startAccountd();
        site.register();
        site.sections(site.section("firewall.example"));
        Namespaces network = Namespaces.create();
        FirewalledHost host = new FirewalledHost(ca, site, network, accountd);
        network.relay(ca.pebble(), Namespaces.IPV4);
        host.listen("0.0.0.0:%1$d [::]:%1$d".formatted(host.port()), "");
        return host;
    }

    /** Configures where the webserver listens, and the firewall. */
    void listen(String addresses, String firewall) throws IOException {
        site.write(
                "signet.conf",
                """
                config-certs = signet-certs.conf
                lock = %s/run/lock
                [client]
                socket = %s
                server = %s
                CAfile = %s
                [webserver]
                listen = %s
                %s
                """
                        .formatted(
                                site.directory(),
                                site.socket(),
                                ca.pebble().directory(),
                                ca.pebble().caFile(),
                                addresses,
                                firewall));
    }

    /** Starts a run on a machine without a program: where it is, nothing can be executed. */
    TestProcess startWithout(Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("unshare", "--mount", "sh", "-c"));
        command.add("mount --bind /dev/null " + program + " && exec \"$@\"");
        command.addAll(List.of("sh", ca.distribution().signet(), configuration()));
        command.addAll(List.of(arguments));
        return network.startInside(command.toArray(String[]::new));
    }

    private String configuration() {
        return "--config=" + site.directory().resolve("signet.conf");
    }

    /** Starts a run. */
    TestProcess start(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 2];
        command[0] = ca.distribution().signet();
        command[1] = configuration();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return network.startInside(command);
    }

    /** Runs to the end. */
    Site.Finished newOrder() throws IOException {
        TestProcess run = start("--debug", "newOrder", "--force");
        return new Site.Finished(run.awaitExit(Site.LONG), run.text());
    }

    /** Starts a run that stays where it is: with the webserver up, and the signer asleep. */
    TestProcess startHeld() throws IOException, InterruptedException {
        accountd.signal("STOP");
        return awaitClient(start("--debug", "newOrder", "--force"));
    }

    /** Starts a run without a program that stays where it is. */
    TestProcess startHeldWithout(Path program) throws IOException, InterruptedException {
        accountd.signal("STOP");
        return awaitClient(startWithout(program, "--debug", "newOrder", "--force"));
    }

    private TestProcess awaitClient(TestProcess run) {
        held.add(run);
        // The client is started when the firewall has been dealt with.
        Eventually.get(
                "the client", Site.LONG, () -> ProcessView.below(run.pid(), "signet-client"));
        return run;
    }

    /** Ends what a test that failed has left running. */
    void endRuns() throws IOException {
        release();
        held.forEach(TestProcess::close);
        held.clear();
    }

    /** Lets a run that is held go on. */
    void release() throws IOException {
        try {
            accountd.signal("CONT");
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    int port() {
        return ca.pebble().httpPort();
    }

    Namespaces network() {
        return network;
    }

    Site site() {
        return site;
    }

    TestProcess accountd() {
        return accountd;
    }

    @Override
    public void close() throws IOException {
        if (accountd.process().isAlive()) {
            release(); // what is stopped does not hear that it is to end
        }
        network.close();
        site.close();
    }
}
