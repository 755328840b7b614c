package signet.accountd;

import signet.accountd.approval.Approvals;
import signet.accountd.policy.OrderMemory;
import signet.accountd.policy.PolicyEngine;
import signet.config.AccountdConfig;
import signet.config.ConfigException;
import signet.config.PolicyConfig;
import signet.config.PolicyRule;
import signet.config.Specifiers;
import signet.signer.Signer;
import signet.signer.server.Ledger;
import signet.signer.server.MacSigner;
import signet.signer.server.RequestPolicy;
import signet.signer.server.Safeguards;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the configuration puts between clients and key, for as long as accountd runs.
 *
 * @param policy the policy, where there is one
 * @param approvals the persons whom it asks
 * @param safeguards all of it
 */
record Guard(Optional<PolicyEngine> policy, Optional<Approvals> approvals, Safeguards safeguards)
        implements AutoCloseable {

    /**
     * Reads the policy and opens what it remembers.
     *
     * @throws ConfigException where the policy is not as it should be: there is no weaker one
     * @throws IOException where the memory can't be used
     */
    static Guard open(
            AccountdConfig settings,
            Specifiers specifiers,
            Signer signer,
            Ledger ledger,
            AccountdLog log)
            throws ConfigException, IOException {
        if (settings.policy().isEmpty()) {
            return new Guard(
                    Optional.empty(),
                    Optional.empty(),
                    new Safeguards(
                            settings.keyId(), MacSigner.NONE, RequestPolicy.PERMIT_ALL, ledger));
        }
        PolicyConfig config = PolicyConfig.load(settings.policy().get(), specifiers);
        refuseForgetfulness(config, settings.stateDirectory());
        Approvals approvals =
                new ApprovalSetup(settings.approval(), System.getenv(), new ApprovalLines(log))
                        .open();
        try {
            PolicyEngine policy =
                    PolicyEngine.open(
                            config,
                            new OrderMemory(settings.stateDirectory()),
                            new Persons(approvals),
                            signer.publicKey());
            return new Guard(
                    Optional.of(policy),
                    Optional.of(approvals),
                    new Safeguards(settings.keyId(), new ExternalAccounts(config), policy, ledger));
        } catch (IOException e) {
            approvals.close();
            throw e;
        }
    }

    private static void refuseForgetfulness(PolicyConfig config, Optional<Path> stateDirectory)
            throws ConfigException {
        for (PolicyRule rule : config.rules()) {
            if (rule.hasBudget() && stateDirectory.isEmpty()) {
                throw new ConfigException(
                        config.file()
                                + ": [allow "
                                + rule.name()
                                + "] has a budget, which would be forgotten at a restart; set"
                                + " \"state\" in signet-accountd.conf");
            }
        }
    }

    @Override
    public void close() throws IOException {
        approvals.ifPresent(Approvals::close);
        if (policy.isPresent()) {
            policy.get().close();
        }
    }
}
