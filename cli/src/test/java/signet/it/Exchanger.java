package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import signet.testing.TestProcess;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of nobody's that exchanges two names of a folder until it is told to end. */
final class Exchanger implements AutoCloseable {

    private final TestProcess process;

    private Exchanger(TestProcess process) {
        this.process = process;
    }

    /**
     * Starts to exchange.
     *
     * @param directory where the program is put
     * @param capabilities what the process may do besides, as setpriv names it; none for nothing
     */
    static Exchanger start(
            Path directory, Path folder, String one, String other, String... capabilities)
            throws IOException {
        Path program = directory.resolve("swap");
        Path source = Path.of("src/test/resources/attack/swap.c");
        try (TestProcess gcc =
                TestProcess.start(
                        directory.resolve("gcc.log"),
                        List.of("gcc", "-O1", "-o", program.toString(), source.toString()))) {
            assertThat(gcc.awaitExit(Site.LONG)).as(gcc.text()).isZero();
        }
        List<String> command =
                new ArrayList<>(
                        List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        for (String capability : capabilities) {
            command.add("--inh-caps=+" + capability);
            command.add("--ambient-caps=+" + capability);
        }
        command.addAll(List.of(program.toString(), folder.toString(), one, other));
        TestProcess process = TestProcess.start(directory.resolve("swap.log"), command);
        process.awaitText("exchanging", Site.LONG);
        return new Exchanger(process);
    }

    /** Ends it, and returns how often it has exchanged them. */
    long end() throws Exception {
        process.signal("TERM");
        assertThat(process.awaitExit(Site.LONG)).as(process.text()).isZero();
        return Long.parseLong(process.text().replaceAll("(?s).*exchanges ", "").strip());
    }

    @Override
    public void close() {
        process.close();
    }
}
