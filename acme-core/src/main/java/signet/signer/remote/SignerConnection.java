package signet.signer.remote;

import signet.signer.SignerException;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.deadline.Watch;
import signet.signer.protocol.Greeting;
import signet.signer.protocol.LineReader;
import signet.signer.protocol.MalformedLineException;
import signet.signer.protocol.Protocol;
import signet.signer.protocol.Refusal;
import signet.signer.protocol.RefusedGreetingException;
import signet.signer.protocol.SigningRequest;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * One connection to a signer, from the client's side. Asks for the reasons of refusals where the
 * signer can tell them. Thread-safe: requests are sent one after the other, in the order in which
 * they come. After a failure of the transport the connection is of no more use.
 */
public final class SignerConnection implements AutoCloseable {

    private final LineReader in;
    private final OutputStream out;
    private final Closeable closer;
    private final DeadlineTimer timer;
    private final Greeting greeting;
    private final Watch answerWatch;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile boolean open = true;
    private volatile boolean late;

    private SignerConnection(
            LineReader in,
            OutputStream out,
            Closeable closer,
            DeadlineTimer timer,
            Greeting greeting,
            RemoteTimeouts timeouts) {
        this.in = in;
        this.out = out;
        this.closer = closer;
        this.timer = timer;
        this.greeting = greeting;
        this.answerWatch = timer.watch(timeouts.answer(), this::giveUp);
        this.answerWatch.pause();
    }

    /** Connects to the socket at a path. */
    public static SignerConnection open(Path path, RemoteTimeouts timeouts) throws SignerException {
        return open(path, path, timeouts);
    }

    /** Connects to the socket at a place, which people know by a path. */
    static SignerConnection open(Path place, Path path, RemoteTimeouts timeouts)
            throws SignerException {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(place));
        } catch (IOException | IllegalArgumentException e) {
            throw new SignerException.TokenUnavailable(
                    "can't connect to the signer at "
                            + path
                            + " ("
                            + e.getMessage()
                            + "); is signet-accountd running?",
                    e);
        }
        return open(channel, timeouts);
    }

    /** Takes over a socket that is connected, in blocking mode; closes it where this fails. */
    public static SignerConnection open(SocketChannel channel, RemoteTimeouts timeouts)
            throws SignerException {
        return open(
                Channels.newInputStream(channel),
                Channels.newOutputStream(channel),
                channel,
                timeouts);
    }

    /**
     * Takes over a pair of streams; closes it where this fails.
     *
     * @param closer ends the connection; must make reads and writes that are under way fail
     */
    public static SignerConnection open(
            InputStream in, OutputStream out, Closeable closer, RemoteTimeouts timeouts)
            throws SignerException {
        DeadlineTimer timer = new DeadlineTimer();
        LineReader reader = new LineReader(in);
        AtomicBoolean late = new AtomicBoolean();
        Runnable onExpiry =
                () -> {
                    late.set(true);
                    closeQuietly(closer);
                };
        try (Watch watch = timer.watch(timeouts.greeting(), onExpiry)) {
            Greeting greeting = Greeting.read(reader);
            if (greeting.refusals()) {
                out.write((Protocol.WANT_REFUSALS + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            watch.cancel();
            return new SignerConnection(reader, out, closer, timer, greeting, timeouts);
        } catch (IOException e) {
            timer.close();
            closeQuietly(closer);
            throw late.get() ? lateGreeting(e, timeouts) : noGreeting(e);
        }
    }

    /** Whatever the closing of our own did to the reading. */
    private static SignerException lateGreeting(IOException e, RemoteTimeouts timeouts) {
        return new SignerException.TokenUnavailable(
                "no greeting from the signer within "
                        + timeouts.greeting().toSeconds()
                        + " s (it is there, but hangs or is stopped)",
                e);
    }

    private static SignerException noGreeting(IOException e) {
        return switch (e) {
            case RefusedGreetingException turnedAway -> turnedAway.refusal().toException();
            case MalformedLineException _ ->
                    new SignerException.ProtocolViolation(String.valueOf(e.getMessage()), e);
            case EOFException _ ->
                    new SignerException.TokenUnavailable(String.valueOf(e.getMessage()), e);
            default ->
                    new SignerException.TokenUnavailable(
                            "the connection to the signer broke before its greeting was read ("
                                    + e.getMessage()
                                    + ")",
                            e);
        };
    }

    /** Returns what the signer told about itself. */
    public Greeting greeting() {
        return greeting;
    }

    /** Says whether another request can be sent, as far as is known. */
    public boolean isOpen() {
        return open;
    }

    /**
     * Has a JWS signing input signed.
     *
     * @param signingInput {@code BASE64URL(protected header).BASE64URL(payload)}
     * @return the signature in JOSE form; its length is right, its value is not verified
     * @throws SignerException where the signer refuses, with its reason as far as it tells one, and
     *     where the connection fails
     */
    public byte[] sign(String signingInput) throws SignerException {
        return request(
                signingInput,
                text -> SignatureText.decode(text, greeting),
                greeting.algorithm() + " signature");
    }

    /**
     * Has an external account binding (RFC 8555 section 7.3.4) made with a secret of the signer.
     *
     * @param signingInput of the inner JWS
     * @return the HMAC, 32 bytes; its value can't be verified here
     * @throws SignerException as {@link #sign} does
     */
    public byte[] bind(String signingInput) throws SignerException {
        return request(signingInput, SignatureText::decodeMac, "HS256 code");
    }

    private byte[] request(
            String signingInput, Function<String, Optional<byte[]>> decode, String what)
            throws SignerException {
        byte[] line = requestLine(signingInput);
        turn.lock();
        try {
            return answer(ask(line), decode, what);
        } finally {
            turn.unlock();
        }
    }

    private static byte[] requestLine(String signingInput) throws SignerException {
        if (signingInput.length() > Protocol.MAX_REQUEST_LINE) {
            throw new SignerException.Refused(
                    "the request is too large for the signing protocol: "
                            + signingInput.length()
                            + " bytes, at most "
                            + Protocol.MAX_REQUEST_LINE);
        }
        try {
            return SigningRequest.parse(signingInput).encode();
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a JWS signing input", e);
        }
    }

    private Optional<String> ask(byte[] line) throws SignerException {
        if (!open) {
            throw new SignerException.TokenUnavailable(
                    "the connection to the signer is closed", null);
        }
        answerWatch.restart();
        try {
            out.write(line);
            out.flush();
            return in.readLine(Protocol.MAX_ANSWER_LINE);
        } catch (MalformedLineException e) {
            close();
            throw new SignerException.ProtocolViolation(
                    "the signer's answer is malformed: " + e.getMessage(), e);
        } catch (IOException e) {
            close();
            throw new SignerException.TokenUnavailable(
                    late
                            ? "no answer from the signer in time"
                            : "the connection to the signer failed: " + e.getMessage(),
                    e);
        } finally {
            answerWatch.pause();
        }
    }

    private byte[] answer(
            Optional<String> line, Function<String, Optional<byte[]>> decode, String what)
            throws SignerException {
        if (line.isEmpty()) {
            close();
            throw closedBySigner();
        }
        if (greeting.refusals() && Refusal.is(line.get())) {
            throw Refusal.parse(line.get()).toException();
        }
        Optional<byte[]> signature = decode.apply(line.get());
        if (signature.isEmpty()) {
            close();
            throw new SignerException.ProtocolViolation("the signer's answer is no " + what, null);
        }
        return signature.get();
    }

    /** A signer that can't tell reasons closes the connection where it refuses. */
    private SignerException closedBySigner() {
        return greeting.refusals()
                ? new SignerException.TokenUnavailable(
                        "the signer closed the connection; was it stopped?", null)
                : new SignerException.Refused(
                        "the signer closed the connection instead of signing; see its log for the"
                                + " reason");
    }

    private void giveUp() {
        late = true;
        close();
    }

    /** Says whether the connection is over because the signer took too long. */
    public boolean wasLate() {
        return late;
    }

    /** Closes, and returns when no request is under way any more: nobody reads or writes after. */
    public void retire() {
        close();
        turn.lock();
        try {
            open = false;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        open = false;
        timer.close();
        closeQuietly(closer);
    }

    private static void closeQuietly(Closeable closer) {
        try {
            closer.close();
        } catch (IOException e) {
            // Closed is closed; whoever still uses the connection learns of it.
        }
    }
}
