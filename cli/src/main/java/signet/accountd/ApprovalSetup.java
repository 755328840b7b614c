package signet.accountd;

import signet.accountd.approval.ApprovalLog;
import signet.accountd.approval.Approvals;
import signet.accountd.approval.AskingLimits;
import signet.accountd.approval.Leases;
import signet.accountd.approval.Restraint;
import signet.accountd.approval.TimeSource;
import signet.accountd.approval.Way;
import signet.accountd.approval.command.CleanEnvironment;
import signet.accountd.approval.command.CommandWay;
import signet.accountd.approval.command.NotifyWay;
import signet.accountd.approval.control.Approvers;
import signet.accountd.approval.control.ControlPlace;
import signet.accountd.approval.control.ControlWay;
import signet.accountd.approval.terminal.TerminalWay;
import signet.config.ApprovalConfig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the ways to ask persons that are configured. */
final class ApprovalSetup {

    private final ApprovalConfig config;
    private final CleanEnvironment environment;
    private final ApprovalLog log;

    ApprovalSetup(ApprovalConfig config, Map<String, String> environment, ApprovalLog log) {
        this.config = config;
        this.environment = new CleanEnvironment(environment);
        this.log = log;
    }

    /**
     * Opens them; to be closed when no more requests are served.
     *
     * @throws IOException where the configuration can't be followed; the message says what to do
     */
    Approvals open() throws IOException {
        Restraint restraint =
                new Restraint(
                        new AskingLimits(
                                config.timeout(), config.retryAfter(), config.questionsPerHour()),
                        TimeSource.SYSTEM);
        Leases leases = new Leases(TimeSource.SYSTEM, restraint);
        return new Approvals(ways(leases), restraint, leases, TimeSource.SYSTEM, log);
    }

    private List<Way> ways(Leases leases) throws IOException {
        List<Way> ways = new ArrayList<>();
        if (config.socket().isPresent()) {
            Path socket = config.socket().get();
            Approvers approvers = Approvers.named(config.approvers());
            ways.add(
                    ControlWay.open(
                            new ControlPlace(socket, config.group()), approvers, leases, log));
            if (!config.notifyCommand().isEmpty()) {
                ways.add(new NotifyWay(config.notifyCommand(), environment, socket, log));
            }
        }
        if (!config.command().isEmpty()) {
            ways.add(new CommandWay(config.command(), environment, log));
        }
        if (config.terminal() && TerminalWay.exists()) {
            ways.add(new TerminalWay(log));
        }
        return ways;
    }
}
