package signet.master.order;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.master.certificate.RenewalCheck;
import signet.master.certificate.WantedCertificate;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds out which sections need a new certificate. That is to read a few files of each and to
 * change nothing: where there are many sections, other threads begin with the last ones while the
 * caller, who wants them in their order, begins with the first. Used by one thread.
 */
final class Needs {

    /** So many sections take longer than a thread to start. */
    private static final int MANY = 32;

    private final List<FutureTask<Need>> tasks;

    /**
     * What was found out about a section.
     *
     * @param config the section
     * @param wanted what its certificate is to be
     * @param decision whether a new one is needed
     */
    record Need(
            CertificateConfig config, WantedCertificate wanted, RenewalCheck.Decision decision) {}

    /**
     * Begins.
     *
     * @param minDays overrides what the sections say
     */
    Needs(List<CertificateConfig> sections, OptionalInt minDays, Instant now) {
        this.tasks =
                sections.stream()
                        .map(config -> new FutureTask<>(() -> find(config, minDays, now)))
                        .toList();
        if (tasks.size() >= MANY) {
            int helpers = Runtime.getRuntime().availableProcessors() - 1;
            AtomicInteger end = new AtomicInteger(tasks.size());
            for (int i = 0; i < helpers; i++) {
                Thread.ofPlatform().daemon().name("sections").start(() -> help(end));
            }
        }
    }

    private static Need find(CertificateConfig config, OptionalInt minDays, Instant now)
            throws ConfigException, IOException {
        WantedCertificate wanted = WantedCertificate.of(config);
        return new Need(config, wanted, RenewalCheck.check(config, wanted, minDays, now));
    }

    private void help(AtomicInteger end) {
        for (int i = end.decrementAndGet(); i >= 0; i = end.decrementAndGet()) {
            // Does nothing where another thread has begun with it.
            tasks.get(i).run();
        }
    }

    /** Returns what a section needs. */
    Need get(int index) throws ConfigException, IOException {
        FutureTask<Need> task = tasks.get(index);
        task.run();
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ConfigException mistake -> throw mistake;
                case IOException failure -> throw failure;
                case RuntimeException defect -> throw defect;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
