package signet.master.order;

import signet.config.CertificateConfig;
import signet.control.ClientTask;
import signet.master.certificate.CertificateRequest;
import signet.master.certificate.TrustRoots;
import signet.master.install.InstallPlan;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A section that needs a certificate, and for which nothing is left that could be checked before
 * the order.
 *
 * @param config the section
 * @param plan how the certificate will be installed
 * @param roots what its chain must lead to; empty where the section asks for no verification
 * @param request the signed request
 * @param ordered when it is ordered: what was issued before is no answer to it
 */
record SectionOrder(
        CertificateConfig config,
        InstallPlan plan,
        Optional<TrustRoots> roots,
        CertificateRequest request,
        Instant ordered) {

    /** Returns the task for the client; its ID is the section's name. */
    ClientTask.Order task() {
        return new ClientTask.Order(
                config.name(),
                request.wanted().names().stream()
                        .map(name -> name.kind().acmeType() + ":" + name.value())
                        .toList(),
                Base64.getEncoder().encodeToString(request.der()));
    }
}
