package signet.master.order;

import signet.config.CertificateConfig;
import signet.files.Reason;
import signet.master.certificate.CertificateText;
import signet.master.certificate.ChainVerifier;
import signet.master.certificate.Freshness;
import signet.master.certificate.IssuedChain;
import signet.master.certificate.RejectedChainException;
import signet.master.install.CertificateInstaller;
import signet.master.install.InstallException;
import signet.master.install.Journal;
import signet.master.install.Rescue;
import signet.master.run.Messages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Judges what the CA issued, puts it in place, and has services told. What it can't put in place it
 * keeps. Thread-safe; {@link #close} waits for files that are being replaced.
 */
public final class Installation implements AutoCloseable {

    private final Messages messages;
    private final Outcomes outcomes;
    private final Rescue rescue;
    private final Journal journal;
    private final NotificationCommand notification;
    private final Consumer<String> description;
    private boolean closed;

    /**
     * Makes one.
     *
     * @param description takes a text for people about each certificate that is installed
     */
    public Installation(
            Messages messages,
            Outcomes outcomes,
            Rescue rescue,
            Journal journal,
            Consumer<String> description) {
        this.messages = messages;
        this.outcomes = outcomes;
        this.rescue = rescue;
        this.journal = journal;
        this.notification = new NotificationCommand(messages);
        this.description = description;
    }

    /**
     * Takes the answer of the CA, as the client passed it on.
     *
     * @param pem what should be a certificate chain
     */
    public void take(PlannedOrder planned, String pem) {
        SectionOrder order = planned.order();
        byte[] received = pem.getBytes(StandardCharsets.ISO_8859_1);
        Instant now = Instant.now();
        IssuedChain path;
        try {
            IssuedChain chain = IssuedChain.parse(received);
            Freshness.verifyIssuedFor(chain.leaf(), order.ordered());
            path = ChainVerifier.verify(chain, order.request().wanted(), order.roots(), now);
            Freshness.verifyGain(path.leaf(), order.config(), order.request().wanted(), now);
            tellWhatIsLeftOut(order.config(), chain, path);
        } catch (RejectedChainException e) {
            outcomes.failed(
                    order.config().name(),
                    "the CA's answer was not installed: "
                            + e.getMessage()
                            + keepRejected(order, received, e.reason(), now));
            return;
        }
        install(order, path);
    }

    private void tellWhatIsLeftOut(CertificateConfig config, IssuedChain chain, IssuedChain path) {
        List<String> out =
                chain.certificates().stream()
                        .filter(certificate -> !path.certificates().contains(certificate))
                        .map(certificate -> certificate.getSubjectX500Principal().toString())
                        .distinct()
                        .toList();
        if (!out.isEmpty()) {
            messages.debug(
                    "["
                            + config.name()
                            + "] The CA's answer also has what is not on the way to a root, and is"
                            + " left out: "
                            + String.join("; ", out));
        }
    }

    void install(SectionOrder order, IssuedChain chain) {
        CertificateConfig config = order.config();
        try {
            for (Path file : replace(order, chain)) {
                messages.info("[" + config.name() + "] Installed " + file);
            }
        } catch (IOException e) {
            outcomes.failed(config.name(), e.getMessage() + keep(config, chain.chainPem()));
            return;
        }
        description.accept(CertificateText.describe(chain.leaf()));
        Optional<String> complaint =
                config.notifyCommand().flatMap(command -> notification.run(config, command));
        end(config);
        outcomes.add(
                new Outcome(
                        config.name(),
                        complaint.isEmpty()
                                ? Outcome.State.INSTALLED
                                : Outcome.State.NOTIFICATION_FAILED,
                        Optional.of(chain.leaf().getNotAfter().toInstant()),
                        complaint));
    }

    private synchronized List<Path> replace(SectionOrder order, IssuedChain chain)
            throws IOException {
        if (closed) {
            // By a signal: the process is about to be gone.
            throw new IOException("the run was ended before it was installed");
        }
        begin(order.config(), chain);
        List<Path> files;
        try {
            files = CertificateInstaller.install(order.plan(), chain);
        } catch (InstallException e) {
            if (e.isUndone()) {
                end(order.config());
            }
            throw e;
        }
        try {
            rescue.discard(order.config());
        } catch (IOException e) {
            messages.warning("can't delete what an earlier run kept: " + e.getMessage());
        }
        return files;
    }

    /** A certificate is worth more than that a kill in the next moment leaves no trace. */
    private void begin(CertificateConfig config, IssuedChain chain) {
        try {
            journal.begin(config, chain);
        } catch (IOException e) {
            messages.warning("can't note what is being installed: " + Reason.of(e));
        }
    }

    private synchronized void end(CertificateConfig config) {
        if (closed) {
            // By a signal, while services were told: the next run tells them again.
            return;
        }
        try {
            journal.end(config);
        } catch (IOException e) {
            messages.warning("can't note what is installed: " + Reason.of(e));
        }
    }

    /** What could never be installed must not take the place of what the next run can install. */
    private synchronized String keepRejected(
            SectionOrder order, byte[] pem, RejectedChainException.Reason reason, Instant now) {
        CertificateConfig config = order.config();
        if (reason.canBeOvercome()
                && rescue.find(config, order.request().wanted(), order.roots(), now).isEmpty()) {
            return keep(config, pem);
        }
        if (closed) {
            return "";
        }
        try {
            return "; it is kept in " + rescue.keepRejected(config, pem) + " to be looked at";
        } catch (IOException e) {
            return notKept(e);
        }
    }

    private synchronized String keep(CertificateConfig config, byte[] pem) {
        if (closed) {
            return "";
        }
        try {
            return "; it is kept in " + rescue.keep(config, pem);
        } catch (IOException e) {
            return notKept(e);
        }
    }

    private static String notKept(IOException e) {
        return "; it could not be kept either (" + e.getMessage() + ")";
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        notification.close();
    }
}
