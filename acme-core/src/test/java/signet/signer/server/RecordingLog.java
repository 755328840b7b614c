package signet.signer.server;

import signet.signer.protocol.Refusal;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.AcmeRequest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what the server tells, for tests. */
public final class RecordingLog implements DecisionLog {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void accepted(Client client) {
        lines.add("accepted " + client.peer());
    }

    @Override
    public void signed(Client client, AcmeRequest request) {
        lines.add("signed " + request.kind() + " " + request.url());
    }

    @Override
    public void refused(
            Client client,
            Refusal refusal,
            Optional<SigningRequest> request,
            Optional<AcmeRequest> acme) {
        lines.add("refused " + refusal.detail());
    }

    @Override
    public void waiting(Client client, AcmeRequest request, Duration since, int others) {
        lines.add("waiting " + request.kind() + " " + since.toSeconds() + " " + others);
    }

    @Override
    public void terminated(Client client, Optional<String> cause) {
        lines.add("terminated " + cause.orElse("by the client"));
    }

    @Override
    public void troubled(String problem) {
        lines.add("troubled " + problem);
    }

    /** Waits for a line that contains a text, and returns it. */
    public String await(String text) throws InterruptedException {
        while (true) {
            String line = lines.poll(30, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("the server did not tell: " + text);
            }
            if (line.contains(text)) {
                return line;
            }
        }
    }
}
