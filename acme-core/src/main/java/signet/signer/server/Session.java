package signet.signer.server;

import signet.signer.deadline.Watch;
import signet.signer.protocol.LineReader;
import signet.signer.protocol.MalformedLineException;
import signet.signer.protocol.Protocol;
import signet.signer.protocol.Refusal;
import signet.signer.protocol.Refusal.Kind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The dialogue on one connection, from the greeting to its end. Used by one thread. */
final class Session {

    private final Link link;
    private final WatchedInput in;
    private final Client client;
    private final Decider decider;
    private final int maxRequestLine;
    private boolean wantsRefusals;

    Session(Link link, Client client, Decider decider, int maxRequestLine) {
        this.link = link;
        this.in = new WatchedInput(link.in());
        this.client = client;
        this.decider = decider;
        this.maxRequestLine = maxRequestLine;
    }

    /**
     * Serves the client until it is done, or is no longer to be served.
     *
     * @param idle is restarted with each request
     * @throws IOException where the transport fails
     */
    void run(String greeting, Watch idle) throws IOException {
        send(greeting);
        LineReader reader = new LineReader(in);
        try {
            Optional<String> line = reader.readLine(maxRequestLine);
            if (line.isPresent() && line.get().equals(Protocol.WANT_REFUSALS)) {
                wantsRefusals = true;
                idle.restart();
                line = reader.readLine(maxRequestLine);
            }
            while (line.isPresent() && answer(line.get(), idle)) {
                line = reader.readLine(maxRequestLine);
            }
        } catch (MalformedLineException e) {
            // Where the next line would start is not known: nothing can follow.
            refuseLine(Refusal.of(Kind.PROTOCOL_VIOLATION, String.valueOf(e.getMessage())));
        }
    }

    private void refuseLine(Refusal refusal) throws IOException {
        decider.refuseLine(client, refusal);
        if (wantsRefusals) {
            send(refusal.encode());
        }
    }

    /** Returns whether the connection goes on. */
    private boolean answer(String line, Watch idle) throws IOException {
        // A person may have to touch a token: the signer's time is not the client's.
        idle.pause();
        Answer answer = decider.decide(client, line, in);
        idle.restart();
        return switch (answer) {
            case Answer.Signed(String signature) -> {
                send(signature + "\r\n");
                yield true;
            }
            case Answer.Refused(Refusal refusal) -> {
                if (wantsRefusals) {
                    send(refusal.encode());
                }
                yield wantsRefusals;
            }
        };
    }

    private void send(String text) throws IOException {
        link.out().write(text.getBytes(StandardCharsets.US_ASCII));
        link.out().flush();
    }
}
