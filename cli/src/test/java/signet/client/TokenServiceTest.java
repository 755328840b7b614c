package signet.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import signet.control.ClientReport;
import signet.control.ClientTask;
import signet.control.ControlStream;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Timeout(60)
class TokenServiceTest {

    @TempDir private Path directory;

    /** The master counts what is announced: one that is never withdrawn would count for ever. */
    @Test
    @SuppressWarnings("try") // closed early, so that the other side sees the end
    void aTokenIsWithdrawnAlsoWhereItsFileCanNotBeRemoved() throws Exception {
        try (PipedInputStream toMaster = new PipedInputStream();
                PipedOutputStream fromClient = new PipedOutputStream(toMaster);
                PipedInputStream toClient = new PipedInputStream();
                PipedOutputStream fromMaster = new PipedOutputStream(toClient)) {
            ControlStream master = new ControlStream(toMaster, fromMaster);
            List<ClientReport> heard = new ArrayList<>();
            Thread answers = Thread.ofPlatform().start(() -> answer(master, heard));
            TokenService service =
                    new TokenService(
                            new MasterLink(new ControlStream(toClient, fromClient), () -> {}),
                            Optional.of(new ChallengeFiles(directory)));
            service.announce("t", "t.thumbprint");
            // Such a directory can't be removed, not even by root.
            Path file = directory.resolve("t");
            Files.delete(file);
            Path _ = Files.createFile(Files.createDirectory(file).resolve("full"));

            service.withdraw("t");

            fromClient.close();
            answers.join();
            assertThat(heard)
                    .containsExactly(
                            new ClientReport.Announce("t"), new ClientReport.Withdraw("t"));
        }
    }

    private static void answer(ControlStream master, List<ClientReport> heard) {
        try {
            for (Optional<String> line = master.receive();
                    line.isPresent();
                    line = master.receive()) {
                heard.add(ClientReport.parse(line.get()));
                master.send(new ClientTask.TokenDone("t", Optional.empty()).encode());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
