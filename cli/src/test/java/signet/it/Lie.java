package signet.it;

import signet.control.ClientReport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link LyingClient} does, step by step, and how a site is made to start it instead of its
 * client. Immutable.
 *
 * @param steps each a word and its text
 */
record Lie(List<String> steps) {

    /** Copies the list. */
    Lie {
        steps = List.copyOf(steps);
    }

    /** Says that it runs, as an honest client does, and hears all tasks. */
    static Lie afterTheTasks() {
        return new Lie(List.of()).say(new ClientReport.Ready()).hear("end");
    }

    /** Does not even say that it runs. */
    static Lie fromTheStart() {
        return new Lie(List.of());
    }

    /** Says something. */
    Lie say(ClientReport report) {
        return and("say " + report.encode());
    }

    /**
     * Says one line many times.
     *
     * @param times how often; 0 for no end
     * @param line a line, with a # wherever the number of the repetition is to stand
     */
    Lie flood(long times, String line) {
        return and("flood " + times + " " + line);
    }

    /** Writes one line to its log many times, as {@link #flood} does. */
    Lie log(long times, String line) {
        return and("log " + times + " " + line);
    }

    /** Reads until the master sends a message of this type. */
    Lie hear(String type) {
        return and("hear " + type);
    }

    /** From here on reads all that the master says, while it goes on. */
    Lie ignoreAnswers() {
        return and("ignore all");
    }

    /** From here on neither reads nor writes nor ends. */
    Lie stay() {
        return and("stay for ever");
    }

    /** Says that all tasks are done, and ends well once the master has hung up. */
    Lie done() {
        return say(new ClientReport.Done()).and("end 0");
    }

    private Lie and(String step) {
        List<String> more = new ArrayList<>(steps);
        more.add(step);
        return new Lie(more);
    }

    /** Puts the client into a site's folder, where every user can read it. */
    void prepare(Site site) throws IOException {
        Path classes = Files.createDirectories(site.directory().resolve("lying/signet/it"));
        try (InputStream code = LyingClient.class.getResourceAsStream("LyingClient.class")) {
            Files.write(classes.resolve("LyingClient.class"), code.readAllBytes());
        }
        Files.write(site.directory().resolve("lie"), steps, StandardCharsets.UTF_8);
    }

    /** Returns the line of section {@code [client]} that has a site start it. */
    static String command(Site site) {
        return String.join(
                " ",
                "command =",
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                site.directory().resolve("lying").toString(),
                LyingClient.class.getName(),
                site.directory().resolve("lie").toString());
    }

    /** Runs the master to its end, with this client. */
    Site.Finished signet(Site site, String... arguments) throws IOException {
        prepare(site);
        site.configure(command(site), "");
        return site.signet(arguments);
    }

    /** Runs the master to its end, with this client and a challenge directory. */
    Site.Finished signetWithDirectory(Site site, Path directory) throws IOException {
        prepare(site);
        site.configure(command(site), "challenge-directory = " + directory);
        return site.signet("newOrder");
    }
}
