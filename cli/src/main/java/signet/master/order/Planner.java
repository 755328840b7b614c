package signet.master.order;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.master.certificate.CertificateRequest;
import signet.master.certificate.Freshness;
import signet.master.certificate.IssuedChain;
import signet.master.certificate.RejectedChainException;
import signet.master.certificate.RenewalCheck;
import signet.master.certificate.TrustRoots;
import signet.master.install.InstallPlan;
import signet.master.install.Journal;
import signet.master.install.Rescue;
import signet.master.run.Messages;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides what a section needs, and checks all that could fail later: a mistake in the
 * configuration must not cost an issuance.
 */
public final class Planner {

    private final Messages messages;
    private final Outcomes outcomes;
    private final Rescue rescue;
    private final Journal journal;
    private final Installation installation;
    private final OptionalInt minDays;

    /**
     * Makes a planner.
     *
     * @param minDays overrides what the sections say
     */
    public Planner(
            Messages messages,
            Outcomes outcomes,
            Rescue rescue,
            Journal journal,
            Installation installation,
            OptionalInt minDays) {
        this.messages = messages;
        this.outcomes = outcomes;
        this.rescue = rescue;
        this.journal = journal;
        this.installation = installation;
        this.minDays = minDays;
    }

    /** Returns the orders of those sections that need one and can have one. */
    public List<PlannedOrder> plan(List<CertificateConfig> sections) {
        Instant now = Instant.now();
        Needs needs = new Needs(sections, minDays, now);
        List<PlannedOrder> orders = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            try {
                plan(needs.get(i), now).ifPresent(orders::add);
            } catch (ConfigException | IOException e) {
                outcomes.failed(sections.get(i).name(), String.valueOf(e.getMessage()));
            }
        }
        return orders;
    }

    private Optional<PlannedOrder> plan(Needs.Need need, Instant now)
            throws ConfigException, IOException {
        CertificateConfig config = need.config();
        String line = "[" + config.name() + "] " + need.decision().message();
        // Who forces a renewal wants a new certificate, not one that was kept.
        boolean forced = minDays.orElse(config.minDays().orElse(0)) < 0;
        if (!forced && journal.wasInterrupted(config) && resume(need, now)) {
            return Optional.empty();
        }
        if (need.decision() instanceof RenewalCheck.Skip(Instant notAfter)) {
            messages.unchanged(line);
            outcomes.add(
                    new Outcome(
                            config.name(),
                            Outcome.State.VALID,
                            Optional.of(notAfter),
                            Optional.empty()));
            return Optional.empty();
        }
        messages.progress(line);
        SectionOrder order = check(config, now);
        order.request().pem().lines().forEach(messages::debug);
        Optional<IssuedChain> kept =
                forced ? Optional.empty() : rescue.find(config, need.wanted(), order.roots(), now);
        if (kept.isPresent() && settle(order, kept.get(), now)) {
            return Optional.empty();
        }
        return Optional.of(new PlannedOrder(order));
    }

    /** Checks all that an installation needs. */
    private static SectionOrder check(CertificateConfig config, Instant now)
            throws ConfigException, IOException {
        InstallPlan plan = InstallPlan.check(config);
        Optional<TrustRoots> roots = TrustRoots.read(config);
        if (config.notifyCommand().isPresent()) {
            NotificationCommand.check(config, config.notifyCommand().get());
        }
        return new SectionOrder(config, plan, roots, CertificateRequest.create(config), now);
    }

    /** Finishes what a killed run has begun; returns false where that is of no use any more. */
    private boolean resume(Needs.Need need, Instant now) throws ConfigException, IOException {
        CertificateConfig config = need.config();
        SectionOrder order = check(config, now);
        Optional<IssuedChain> chain =
                journal.interrupted(config, need.wanted(), order.roots(), now)
                        .filter(found -> !Freshness.isDue(found.leaf(), config, now))
                        .filter(found -> !Freshness.isOutdone(found.leaf(), config, need.wanted()));
        if (chain.isEmpty()) {
            InstallPlan.clear(config);
            journal.end(config);
            return false;
        }
        messages.info(
                "["
                        + config.name()
                        + "] An earlier run was ended while it installed this certificate;"
                        + " installing it again");
        installation.install(order, chain.get());
        return true;
    }

    /** Returns whether a certificate that was kept makes an order needless, or useless. */
    private boolean settle(SectionOrder order, IssuedChain kept, Instant now) {
        String section = order.config().name();
        try {
            Freshness.verifyGain(kept.leaf(), order.config(), order.request().wanted(), now);
        } catch (RejectedChainException e) {
            if (e.reason() == RejectedChainException.Reason.ENDS_SOONER) {
                // Another order would bring another like it, at every run.
                outcomes.failed(
                        section,
                        "what an earlier run was issued is kept, and was not installed: "
                                + e.getMessage()
                                + "; --force orders another one");
                return true;
            }
            return false;
        }
        messages.info(
                "["
                        + section
                        + "] An earlier run could not install its certificate and kept it;"
                        + " no new one is needed");
        installation.install(order, kept);
        return true;
    }
}
