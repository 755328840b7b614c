package signet.master.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import signet.master.process.ExitStatus;
import signet.master.process.Privileges;
import signet.master.process.Spawner;
import signet.master.process.UserDatabase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class WorkerTest {

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aWorkerThatIsKilledWithWhatItWasToldUnreadIsReportedAsKilled(@TempDir Path folder)
            throws IOException {
        Path told = folder.resolve("told");
        try (Worker worker =
                start("until test -e " + told + "; do sleep 0.01; done; kill -KILL $$")) {
            worker.send("something that it will not read");
            Files.createFile(told);

            assertThatThrownBy(worker::receive)
                    .isInstanceOf(WorkerGoneException.class)
                    .hasMessage("the sh died (killed by signal 9)");
            assertThat(worker.exit()).isEqualTo(new ExitStatus.Killed(9));
        }
    }

    @Test
    void aWorkerThatEndsIsReportedWithItsStatus() throws IOException {
        try (Worker worker = start("echo reason >&2; exit 3")) {
            assertThatThrownBy(worker::receive)
                    .isInstanceOf(WorkerGoneException.class)
                    .hasMessage("the sh died (exit status 3)");
            assertThat(log).containsExactly("reason");
            assertThat(worker.lastLine()).isEqualTo("reason");
        }
    }

    @Test
    void aWorkerThatDoesNotReadAnyMoreIsReported() throws IOException {
        try (Worker worker = start("printf 'last\\r\\n' >&1; exit 4")) {
            assertThat(worker.receive()).isEqualTo("last");

            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    worker.send("and more");
                                }
                            })
                    .isInstanceOf(WorkerGoneException.class)
                    .hasMessage("the sh died (exit status 4)");
        }
    }

    @Test
    void aWorkerThatHasEndedHasNoPrivilegesToVerify() throws IOException {
        try (Worker worker = start("exit 5")) {
            assertThatThrownBy(worker::receive).isInstanceOf(WorkerGoneException.class);

            assertThatThrownBy(worker::verifyPrivileges).isInstanceOf(WorkerGoneException.class);
        }
    }

    @Test
    void whatAWorkerWritesToItsLogWithoutEndIsCut() throws IOException {
        try (Worker worker = start("yes 0123456789 | head -n 1000000 >&2; echo done >&2")) {
            assertThatThrownBy(worker::receive).isInstanceOf(WorkerGoneException.class);
            assertThat(log)
                    .contains("more than 1000 lines, some are not shown")
                    .hasSizeLessThan(20_000);
            assertThat(worker.lastLine()).isEqualTo("done");
        }
    }

    @Test
    void aLineOfTheLogWithoutEndIsCut() throws IOException {
        try (Worker worker = start("head -c 100000000 /dev/zero >&2; echo end >&2")) {
            assertThatThrownBy(worker::receive).isInstanceOf(WorkerGoneException.class);
            assertThat(log).hasSize(1).first().asString().hasSizeLessThan(7000).endsWith("...");
        }
    }

    private Worker start(String script) throws IOException {
        Privileges own =
                Privileges.of(
                        new UserDatabase(), "here", Optional.empty(), Optional.empty(), false);
        return Worker.start(
                new Spawner(),
                new WorkerSpec(
                        "sh",
                        List.of("/bin/sh", "-c", script),
                        own,
                        Optional.empty(),
                        Map.of(),
                        Path.of("/")),
                log::add);
    }
}
