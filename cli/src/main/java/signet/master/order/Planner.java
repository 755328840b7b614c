package signet.master.order;

import signet.config.CertificateConfig;
import signet.config.ConfigException;
import signet.master.certificate.CertificateRequest;
import signet.master.certificate.IssuedChain;
import signet.master.certificate.RenewalCheck;
import signet.master.certificate.TrustRoots;
import signet.master.certificate.WantedCertificate;
import signet.master.install.InstallPlan;
import signet.master.install.Rescue;
import signet.master.run.Messages;

import java.io.IOException;
import java.time.Instant;
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
            Installation installation,
            OptionalInt minDays) {
        this.messages = messages;
        this.outcomes = outcomes;
        this.rescue = rescue;
        this.installation = installation;
        this.minDays = minDays;
    }

    /** Returns the order of a section; empty where it needs none, or can't have one. */
    public Optional<PlannedOrder> plan(CertificateConfig config) {
        try {
            return planChecked(config, Instant.now());
        } catch (ConfigException | IOException e) {
            outcomes.failed(config.name(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<PlannedOrder> planChecked(CertificateConfig config, Instant now)
            throws ConfigException, IOException {
        WantedCertificate wanted = WantedCertificate.of(config);
        RenewalCheck.Decision decision = RenewalCheck.check(config, wanted, minDays, now);
        String line = "[" + config.name() + "] " + decision.message();
        if (decision instanceof RenewalCheck.Skip(Instant notAfter)) {
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
        InstallPlan plan = InstallPlan.check(config);
        Optional<TrustRoots> roots = TrustRoots.read(config);
        if (config.notifyCommand().isPresent()) {
            NotificationCommand.check(config, config.notifyCommand().get());
        }
        SectionOrder order =
                new SectionOrder(config, plan, roots, CertificateRequest.create(config));
        order.request().pem().lines().forEach(messages::debug);
        // Who forces a renewal wants a new certificate, not one that was kept.
        boolean forced = minDays.orElse(config.minDays().orElse(0)) < 0;
        Optional<IssuedChain> kept =
                forced ? Optional.empty() : rescue.find(config, wanted, roots, now);
        if (kept.isPresent()) {
            messages.info(
                    "["
                            + config.name()
                            + "] An earlier run could not install its certificate and kept it;"
                            + " no new one is needed");
            installation.install(order, kept.get());
            return Optional.empty();
        }
        return Optional.of(new PlannedOrder(order));
    }
}
