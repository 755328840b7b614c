package signet.accountd;

import signet.accountd.approval.Approvals;
import signet.accountd.policy.OrderMemory;
import signet.accountd.policy.PolicyEngine;
import signet.config.AccountdConfig;
import signet.config.ConfigException;
import signet.config.PolicyConfig;
import signet.config.Specifiers;
import signet.signer.pkcs11.StateFolder;
import signet.signer.server.MacSigner;
import signet.signer.server.RequestPolicy;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Optional;

/**
 * What the configuration puts between clients and key, for as long as accountd runs. It is opened
 * before the key: no PIN is spent where nothing could be signed.
 *
 * @param externalAccounts the secrets of accounts elsewhere
 * @param engine the policy, where there is one
 * @param approvals the persons whom it asks
 */
record Guard(
        MacSigner externalAccounts, Optional<PolicyEngine> engine, Optional<Approvals> approvals)
        implements AutoCloseable {

    /**
     * Reads the policy and opens what it remembers.
     *
     * @throws ConfigException where the policy is not as it should be: there is no weaker one
     * @throws IOException where the memory can't be used
     */
    static Guard open(AccountdConfig settings, Specifiers specifiers, AccountdLog log)
            throws ConfigException, IOException {
        if (settings.policy().isEmpty()) {
            return new Guard(MacSigner.NONE, Optional.empty(), Optional.empty());
        }
        PolicyConfig config = PolicyConfig.load(settings.policy().get(), specifiers);
        Approvals approvals =
                new ApprovalSetup(settings.approval(), System.getenv(), new ApprovalLines(log))
                        .open();
        try {
            PolicyEngine engine =
                    PolicyEngine.open(config, memory(settings), new Persons(approvals));
            return new Guard(
                    new ExternalAccounts(config), Optional.of(engine), Optional.of(approvals));
        } catch (IOException e) {
            approvals.close();
            throw e;
        }
    }

    /** Returns what may be signed with a key. */
    RequestPolicy policy(PublicKey key) {
        return engine.map(known -> known.forKey(key)).orElse(RequestPolicy.PERMIT_ALL);
    }

    /** Returns where orders are remembered. */
    static OrderMemory memory(AccountdConfig settings) {
        return new OrderMemory(StateFolder.of(settings.token().state(), System.getenv()));
    }

    @Override
    public void close() throws IOException {
        approvals.ifPresent(Approvals::close);
        if (engine.isPresent()) {
            engine.get().close();
        }
    }
}
