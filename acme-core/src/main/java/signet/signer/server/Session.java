package signet.signer.server;

import signet.limits.ByteBudget;
import signet.signer.protocol.LineReader;
import signet.signer.protocol.MalformedLineException;
import signet.signer.protocol.NoRoomException;
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
    private final LineReader reader;
    private boolean wantsRefusals;

    /**
     * Makes one.
     *
     * @param account what long lines are charged to
     */
    Session(
            Link link,
            Client client,
            Decider decider,
            int maxRequestLine,
            ByteBudget<?>.Account account) {
        this.link = link;
        this.in = new WatchedInput(link.in());
        this.reader = new LineReader(in, account);
        this.client = client;
        this.decider = decider;
        this.maxRequestLine = maxRequestLine;
    }

    /**
     * Serves the client until it is done, or is no longer to be served.
     *
     * @param turn is told who waits for whom
     * @throws IOException where the transport fails
     */
    void run(String greeting, Turn turn) throws IOException {
        send(greeting);
        try {
            Optional<String> line = reader.readLine(maxRequestLine);
            if (line.isPresent() && line.get().equals(Protocol.WANT_REFUSALS)) {
                wantsRefusals = true;
                turn.theirs();
                line = reader.readLine(maxRequestLine);
            }
            while (line.isPresent() && answer(line.get(), turn)) {
                line = reader.readLine(maxRequestLine);
            }
        } catch (NoRoomException e) {
            refuseLine(Refusal.of(Kind.REFUSED, String.valueOf(e.getMessage())));
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
    private boolean answer(String line, Turn turn) throws IOException {
        turn.ours();
        Answer answer = decider.decide(client, line, in);
        turn.theirs();
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
