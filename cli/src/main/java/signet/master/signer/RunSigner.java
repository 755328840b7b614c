package signet.master.signer;

import signet.master.process.Descriptor;
import signet.signer.protocol.Greeting;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The signer of a whole run: of the places that are configured, the first that answers. Where it is
 * lost in the middle of the run, it is looked for again, at all places; what answers then must have
 * the same key (which the client checks too, and alone where we have not seen the greeting).
 *
 * <p>Used by one thread, except for {@link #close}.
 */
public final class RunSigner implements AutoCloseable {

    /** A signer that is lost over and over again is of no use, and each time may ask a person. */
    private static final int MAX_REPLACEMENTS = 8;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final List<SignerPlace> places;
    private final Duration patience;
    private final Consumer<String> warning;
    private final Set<SignerPlace> otherKeys = new HashSet<>();
    private int replacements;
    private Optional<IOException> lostForGood = Optional.empty();
    private Optional<SocketSigner> onlySocket = Optional.empty();
    private Optional<SignerPlace> place = Optional.empty();
    private volatile Optional<SignerLink> link = Optional.empty();
    private boolean closed;

    /**
     * Makes one that is not connected.
     *
     * @param places where it may be, at least one, in the order in which they are tried
     * @param patience how long to wait for one that is gone in the middle of the run
     * @param warning is told of each loss and of each place that does not answer
     */
    public RunSigner(List<SignerPlace> places, Duration patience, Consumer<String> warning) {
        this.places = List.copyOf(places);
        this.patience = patience;
        this.warning = warning;
    }

    /**
     * Connects to the first place that answers. A socket that is the only place is connected to
     * where it is needed: there is nothing to choose, and the reference accountd serves one
     * connection at a time, so that those for the greeting have to come before the client's.
     *
     * @throws IOException where none does; the message has the reason of each
     */
    public void connect() throws IOException {
        if (places.size() == 1 && places.getFirst() instanceof SocketSigner socket) {
            socket.check();
            onlySocket = Optional.of(socket);
            place = Optional.of(socket);
            return;
        }
        Map<SignerPlace, String> reasons = new LinkedHashMap<>();
        for (SignerPlace candidate : places) {
            if (tryPlace(candidate, Optional.empty(), reasons)) {
                reasons.values().forEach(warning);
                return;
            }
        }
        throw new IOException(String.join("; ", reasons.values()));
    }

    /** Returns a connection from which the greeting can be read, and on which nobody listens. */
    public Descriptor greetingOnly() throws IOException {
        return onlySocket.isPresent() ? onlySocket.get().greetingOnly() : link().greetingCopy();
    }

    /** Returns the connection for the client, to be given to it and not to be closed. */
    public Descriptor connection() throws IOException {
        if (onlySocket.isPresent() && link.isEmpty()) {
            return take(onlySocket.get().open()).connection();
        }
        return link().connection();
    }

    /**
     * Returns a new connection, to a signer with the same key.
     *
     * @param elsewhere whether the present signer is there, but can't sign: then only others are
     *     tried, and it stays where none of them answers
     * @throws IOException where there is none; the message has the reason of each place
     */
    public Descriptor replace(boolean elsewhere) throws IOException {
        if (lostForGood.isPresent()) {
            throw lostForGood.get();
        }
        SignerLink old = link();
        List<SignerPlace> candidates = new ArrayList<>(places);
        if (elsewhere) {
            place.ifPresent(candidates::remove);
        } else {
            old.close();
            warning.accept(
                    "lost the signer "
                            + old
                            + old.end().map(status -> " (" + status + ")").orElse(""));
        }
        try {
            replace(candidates, old.greeting());
        } catch (IOException e) {
            lostForGood = elsewhere ? Optional.empty() : Optional.of(e);
            throw e;
        }
        old.close();
        return link().connection();
    }

    private void replace(List<SignerPlace> candidates, Optional<Greeting> before)
            throws IOException {
        if (candidates.isEmpty()) {
            throw new IOException("there is no other signer");
        }
        if (++replacements > MAX_REPLACEMENTS) {
            throw new IOException("the signer was lost too often (" + MAX_REPLACEMENTS + " times)");
        }
        long deadline = System.nanoTime() + patience.toNanos();
        Map<SignerPlace, String> reasons = new LinkedHashMap<>();
        for (Duration pause = FIRST_PAUSE; true; pause = pause.multipliedBy(2)) {
            for (SignerPlace candidate : candidates) {
                if (tryPlace(candidate, before, reasons)) {
                    return;
                }
            }
            candidates.removeIf(
                    candidate -> !candidate.mayComeBack() || otherKeys.contains(candidate));
            if (candidates.isEmpty() || System.nanoTime() - deadline > 0) {
                throw new IOException(String.join("; ", reasons.values()));
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private boolean tryPlace(
            SignerPlace candidate, Optional<Greeting> before, Map<SignerPlace, String> reasons)
            throws IOException {
        if (isClosed()) {
            // Another command must not be started, which may ask a person for a password.
            throw new IOException("the run is over");
        }
        Optional<SignerLink> old = link;
        try {
            SignerLink fresh = take(candidate.open());
            Greeting greeting = fresh.awaitGreeting();
            if (before.isPresent() && !isSameKey(before.get(), greeting)) {
                otherKeys.add(candidate);
                throw new IOException(
                        "the signer "
                                + candidate
                                + " has another key than the one that this run began with");
            }
            place = Optional.of(candidate);
            return true;
        } catch (IOException e) {
            link.filter(failed -> !old.equals(link)).ifPresent(SignerLink::close);
            reasons.put(candidate, String.valueOf(e.getMessage()));
            put(old);
            return false;
        }
    }

    private static boolean isSameKey(Greeting one, Greeting other) {
        return one.thumbprint().equals(other.thumbprint()) && one.algorithm() == other.algorithm();
    }

    private SignerLink link() {
        return link.orElseThrow(() -> new IllegalStateException("Not connected"));
    }

    /** From now on it is closed with us. */
    private SignerLink take(SignerLink fresh) throws IOException {
        if (!put(Optional.of(fresh))) {
            fresh.close();
            throw new IOException("the run is over");
        }
        return fresh;
    }

    private synchronized boolean put(Optional<SignerLink> fresh) {
        link = fresh;
        return !closed;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized Optional<SignerLink> closeForGood() {
        closed = true;
        return link;
    }

    @Override
    public void close() {
        closeForGood().ifPresent(SignerLink::close);
    }
}
