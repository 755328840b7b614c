package signet.acme.issuance;

import org.jspecify.annotations.Nullable;

import signet.acme.client.AcmeException;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Does the same for each element of a list, several at once: an order for a hundred names would
 * otherwise wait for the CA two hundred times, one after the other. However many lists there are,
 * no more than a few are under way together, as each is signed by the one signer. Safe for use by
 * several threads.
 */
final class SeveralAtOnce {

    private final Semaphore slots;

    SeveralAtOnce(int count) {
        this.slots = new Semaphore(count);
    }

    /** What is done for an element. */
    interface Step<A, B> {
        B of(A element) throws AcmeException, InterruptedException;
    }

    /**
     * Returns the results in the list's order. After a failure nothing more is begun. What is under
     * way is waited for and never interrupted: that would close the connection to the signer, which
     * others use too.
     *
     * @throws AcmeException the first failure
     */
    <A, B> List<B> map(List<A> elements, Step<A, B> step)
            throws AcmeException, InterruptedException {
        ConcurrentMap<Integer, B> results = new ConcurrentHashMap<>();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < elements.size() && failure.get() == null; i++) {
                int index = i;
                slots.acquire();
                threads.execute(
                        () -> {
                            try {
                                results.put(index, step.of(elements.get(index)));
                            } catch (AcmeException | InterruptedException | RuntimeException e) {
                                failure.compareAndSet(null, e);
                            } finally {
                                slots.release();
                            }
                        });
            }
        }
        return switch (failure.get()) {
            case null ->
                    IntStream.range(0, elements.size())
                            .mapToObj(index -> Objects.requireNonNull(results.get(index)))
                            .toList();
            case AcmeException e -> throw e;
            case InterruptedException e -> throw e;
            case Exception e -> throw new IllegalStateException("A step failed", e);
        };
    }
}
