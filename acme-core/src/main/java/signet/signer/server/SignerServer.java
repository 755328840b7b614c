package signet.signer.server;

import signet.jose.Jwk;
import signet.limits.ByteBudget;
import signet.limits.SharedSlots;
import signet.signer.Signer;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.deadline.Watch;
import signet.signer.protocol.Greeting;
import signet.signer.protocol.Refusal;
import signet.signer.protocol.Refusal.Kind;
import signet.signer.request.RequestReader;
import signet.signer.verification.SignatureVerifier;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Serves one signer to any number of clients, each on a thread of its own, so that none of them can
 * delay another. Thread-safe.
 */
public final class SignerServer implements AutoCloseable {

    /**
     * So many clients get a platform thread, the others a virtual one. A blocked read wakes a
     * platform thread at once; a virtual one only by way of two others, which halves the signatures
     * that one client gets in a second. A thousand platform threads would be a waste.
     */
    private static final int PLATFORM_THREADS = 32;

    /** A card signs within this time; a person may need longer to touch it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * What request lines of more than 4 KiB may take together, until they are answered: a hundred
     * of the longest, of which one group gets half. It is an eighth of the memory that
     * signet-accountd has.
     */
    private static final long LONG_LINES = 16L * 1024 * 1024;

    private final String greeting;
    private final Semaphore platformThreads = new Semaphore(PLATFORM_THREADS);
    private final SignatureVerifier verifier;
    private final Decider decider;
    private final DecisionLog log;
    private final ServerLimits limits;
    private final Slots slots;
    private final ByteBudget<Slots.Group> longLines;
    private final DeadlineTimer timer = new DeadlineTimer();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private volatile boolean closed;

    /**
     * Makes a server.
     *
     * @param signer signs; is not closed with the server
     */
    public SignerServer(
            Signer signer, Safeguards safeguards, ServerLimits limits, DecisionLog log) {
        Jwk jwk = Jwk.of(signer.publicKey());
        this.greeting =
                Greeting.of(signer.algorithm(), jwk, safeguards.keyId())
                        .withExternalAccounts(externalAccounts(safeguards.externalAccounts()))
                        .encode();
        this.verifier = new SignatureVerifier(signer.publicKey(), signer.algorithm());
        this.decider =
                new Decider(
                        new Decider.Signers(signer, safeguards.externalAccounts()),
                        new RequestReader(signer.algorithm(), jwk, safeguards.keyId()),
                        safeguards.policy(),
                        verifier,
                        safeguards.ledger(),
                        log,
                        new WaitingRequests(timer, log, PATIENCE));
        this.log = log;
        this.limits = limits;
        this.slots = new Slots(limits.maxConnections());
        this.longLines = new ByteBudget<>(Math.max(LONG_LINES, 2 * (limits.maxRequestLine() + 2L)));
    }

    private static Map<String, String> externalAccounts(MacSigner secrets) {
        Map<String, String> keyIds = new TreeMap<>();
        secrets.keyIds().forEach((ca, keyId) -> keyIds.put(ca.toString(), keyId));
        return keyIds;
    }

    /**
     * Accepts clients until the listener or the server is closed.
     *
     * @param via see {@link Client#via}
     * @throws IOException where the listener itself is unusable
     */
    public void serve(ServerSocketChannel listener, String via) throws IOException {
        listener.configureBlocking(true);
        while (listener.isOpen() && !closed) {
            try {
                SocketChannel channel = listener.accept();
                start(channel, via);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                if (listener.isOpen()) {
                    // Most likely no descriptor is left; there may be one when a client leaves.
                    log.troubled("can't accept a connection: " + e.getMessage());
                    slots.awaitRelease();
                }
            }
        }
    }

    private void start(SocketChannel channel, String via) {
        if (platformThreads.tryAcquire()) {
            Thread.ofPlatform()
                    .daemon()
                    .name("connection")
                    .start(
                            () -> {
                                try {
                                    serve(Link.of(channel, via));
                                } finally {
                                    platformThreads.release();
                                }
                            });
        } else {
            Thread.ofVirtual().start(() -> serve(Link.of(channel, via)));
        }
    }

    /** Serves one client in the calling thread until the connection is over, and closes it. */
    public void serve(Link link) {
        Client client = new Client(connections.getAndIncrement(), link.peer(), link.via());
        Optional<SharedSlots<Slots.Group>.Slot> slot = slots.take(link, () -> close(link));
        if (slot.isEmpty()) {
            turnAway(client, link);
            return;
        }
        links.add(link);
        Optional<String> cause = Optional.empty();
        try {
            if (!closed) {
                cause = converse(client, link, slot.get());
            }
        } finally {
            links.remove(link);
            close(link);
            slots.release(slot.get());
            log.terminated(client, cause);
        }
    }

    private Optional<String> converse(
            Client client, Link link, SharedSlots<Slots.Group>.Slot slot) {
        log.accepted(client);
        AtomicBoolean idle = new AtomicBoolean();
        Runnable onIdle =
                () -> {
                    idle.set(true);
                    close(link);
                };
        Optional<String> failure = Optional.empty();
        ByteBudget<Slots.Group>.Account account =
                longLines.open(Slots.Group.of(link), () -> close(link));
        try (account;
                Watch watch = timer.watch(limits.idleTimeout(), onIdle)) {
            new Session(link, client, decider, limits.maxRequestLine(), account)
                    .run(greeting, new Turn(watch, slot));
        } catch (EOFException e) {
            failure = Optional.of("it ended inside a line");
        } catch (IOException e) {
            failure = closed ? Optional.empty() : Optional.of(reason(e));
        }
        if (idle.get()) {
            return Optional.of("no request for " + limits.idleTimeout().toSeconds() + " s");
        }
        if (slot.isLost()) {
            return Optional.of(
                    "another got its place, as " + limits.maxConnections() + " were open");
        }
        return account.isLost()
                ? Optional.of("others had no room for long requests, and this one took its time")
                : failure;
    }

    /** Java's own message for a channel that was closed meanwhile is none. */
    private static String reason(IOException e) {
        return Objects.requireNonNullElse(e.getMessage(), "it was closed");
    }

    private void turnAway(Client client, Link link) {
        Refusal refusal =
                Refusal.of(
                        Kind.REFUSED,
                        "too many connections: " + limits.maxConnections() + " are open");
        log.refused(client, refusal, Optional.empty(), Optional.empty());
        try (link) {
            // A new connection has room for one line, so this can't block.
            link.out().write(refusal.encode().getBytes(StandardCharsets.US_ASCII));
            link.out().flush();
        } catch (IOException e) {
            log.terminated(client, Optional.of(reason(e)));
        }
    }

    private static void close(Link link) {
        try {
            link.close();
        } catch (IOException e) {
            // Closed is closed; there is nothing left to do for this client.
        }
    }

    /**
     * Ends all connections, and {@link #serve(ServerSocketChannel, String)} once its listener is
     * closed.
     */
    @Override
    public void close() {
        closed = true;
        timer.close();
        links.forEach(SignerServer::close);
        verifier.close();
    }
}
