package signet.webserver;

import signet.control.TokenMessage;
import signet.signer.protocol.LineReader;
import signet.signer.protocol.MalformedLineException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The webserver's side of the conversation with the master. Sending is thread-safe. */
final class ControlLoop {

    private final LineReader in;
    private final OutputStream out;
    private final AnnouncedTokens tokens;
    private final Lock sending = new ReentrantLock();

    ControlLoop(InputStream in, OutputStream out, AnnouncedTokens tokens) {
        this.in = new LineReader(in);
        this.out = out;
        this.tokens = tokens;
    }

    /**
     * Obeys the master until it closes the stream.
     *
     * @throws IOException where a line is no message of the master, or the stream fails
     */
    void run() throws IOException {
        while (true) {
            Optional<String> line = in.readLine(TokenMessage.MAX_LINE);
            if (line.isEmpty()) {
                return;
            }
            TokenMessage message = TokenMessage.parse(line.get());
            obey(message);
            send(message);
        }
    }

    /** Tells the master that validations are answered from now on. */
    void sendReady() throws IOException {
        send(new TokenMessage.Ready());
    }

    private void obey(TokenMessage message) throws MalformedLineException {
        switch (message) {
            case TokenMessage.Announce(String token) -> {
                if (!tokens.announce(token)) {
                    throw new MalformedLineException(
                            "more than " + AnnouncedTokens.MAX + " tokens are announced");
                }
            }
            case TokenMessage.Withdraw(String token) -> tokens.withdraw(token);
            case TokenMessage.Ready() ->
                    throw new MalformedLineException("\"ready\" is not for the master to say");
        }
    }

    private void send(TokenMessage message) throws IOException {
        sending.lock();
        try {
            out.write((message.encode() + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } finally {
            sending.unlock();
        }
    }
}
