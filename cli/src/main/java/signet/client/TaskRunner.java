package signet.client;

import signet.acme.CertificateChain;
import signet.acme.Identifier;
import signet.acme.client.Accounts;
import signet.acme.client.AcmeClient;
import signet.acme.client.AcmeException;
import signet.acme.issuance.Issuance;
import signet.control.ClientReport;
import signet.control.ClientTask;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Does one task of the master with the ACME library. Thread-safe. */
record TaskRunner(AcmeClient acme, Issuance issuance, MasterLink master) {

    /** The ID under which the result of a {@link ClientTask.Account} is reported. */
    private static final String ACCOUNT = "account";

    /** Obtains one certificate. */
    ClientReport run(ClientTask.Order order) {
        try {
            CertificateChain chain =
                    issuance.issue(
                            order.identifiers().stream().map(TaskRunner::identifier).toList(),
                            Base64.getDecoder().decode(order.csr()),
                            progress ->
                                    master.report(
                                            new ClientReport.Progress(
                                                    order.id(), progress.toString())));
            return new ClientReport.Issued(order.id(), chain.toPem());
        } catch (AcmeException | IllegalArgumentException e) {
            return failed(order.id(), e);
        } catch (InterruptedException e) {
            return interrupted(order.id());
        }
    }

    /** Finds, makes, changes or deactivates the account. */
    ClientReport run(ClientTask.Account task) {
        try {
            Optional<String> terms = acme.directory().meta().termsOfService();
            signet.acme.Account account = account(task);
            return new ClientReport.AccountFound(
                    account.url().toString(), account.json().toString(), terms);
        } catch (AcmeException e) {
            return failed(ACCOUNT, e);
        } catch (InterruptedException e) {
            return interrupted(ACCOUNT);
        }
    }

    private signet.acme.Account account(ClientTask.Account task)
            throws AcmeException, InterruptedException {
        Accounts accounts = acme.accounts();
        boolean update = !task.contacts().isEmpty();
        signet.acme.Account account;
        if (task.register()) {
            Accounts.Registration registration =
                    accounts.register(task.contacts(), task.termsOfServiceAgreed());
            account = registration.account();
            update = update && !registration.created();
        } else {
            account = accounts.lookUp();
        }
        if (task.deactivate()) {
            return accounts.deactivate();
        }
        // For a key that has an account, a registration only looks the account up.
        return update && !account.contact().equals(task.contacts())
                ? accounts.updateContacts(task.contacts())
                : account;
    }

    /** Revokes one certificate. */
    ClientReport run(ClientTask.Revoke task) {
        try {
            acme.revoke(certificate(task.certificate()), Optional.empty());
            return new ClientReport.Revoked(task.id());
        } catch (AcmeException | CertificateException e) {
            return failed(task.id(), e);
        } catch (InterruptedException e) {
            return interrupted(task.id());
        }
    }

    private static X509Certificate certificate(String base64) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
    }

    private static Identifier identifier(String text) {
        List<String> parts = List.of(text.split(":", 2));
        return parts.getFirst().equals("ip")
                ? Identifier.ip(parts.getLast())
                : Identifier.dns(parts.getLast());
    }

    private static ClientReport failed(String id, Exception failure) {
        return new ClientReport.Failed(id, String.valueOf(failure.getMessage()));
    }

    private static ClientReport interrupted(String id) {
        Thread.currentThread().interrupt();
        return new ClientReport.Failed(id, "interrupted");
    }
}
