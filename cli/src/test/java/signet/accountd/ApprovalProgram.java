package signet.accountd;

import signet.accountd.approval.ApprovalRequest;
import signet.accountd.approval.Approvals;
import signet.accountd.approval.Approvals.Submission;
import signet.accountd.approval.Grant;
import signet.accountd.approval.PendingApproval;
import signet.accountd.approval.Person;
import signet.config.AccountdConfig;
import signet.config.Specifiers;
import signet.testing.Eventually;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The approval as a process of its own: asks for what its arguments say, all at once, and prints
 * what becomes of each. A request is {@code PEER:OPERATION:NAMES:PERSONS}, where names are
 * separated by commas; what stands after a {@code =} in PEER is the user that the kernel vouches
 * for. The first argument is the configuration file. The second one is a file: without it the
 * client of the first request hangs up, and the process does not end while it is there.
 */
final class ApprovalProgram {

    private static final Duration LONG = Duration.ofMinutes(2);

    private ApprovalProgram() {}

    public static void main(String[] args) throws Exception {
        AccountdConfig config =
                AccountdConfig.load(Optional.of(Path.of(args[0])), Specifiers.ofProcess());
        Path hold = Path.of(args[1]);
        try (AccountdLog log = AccountdLog.open(Optional.empty(), true, false);
                Approvals approvals =
                        new ApprovalSetup(
                                        config.approval(), System.getenv(), new ApprovalLines(log))
                                .open()) {
            boolean held = Files.exists(hold);
            List<Thread> threads = new ArrayList<>();
            for (String argument : Arrays.asList(args).subList(2, args.length)) {
                Submission submission = approvals.submit(request(argument));
                boolean first = threads.isEmpty();
                threads.add(Thread.ofPlatform().start(() -> print(argument, submission)));
                if (held && first && submission instanceof Submission.Waits(var pending)) {
                    Thread.ofPlatform().daemon().start(() -> cancelWithout(hold, pending));
                }
            }
            for (Thread thread : threads) {
                thread.join();
            }
            Eventually.await("the end of " + hold, LONG, () -> Files.notExists(hold));
        }
        System.exit(0);
    }

    private static ApprovalRequest request(String argument) throws Exception {
        String[] fields = argument.split(":", -1);
        String[] peer = fields[0].split("=", 2);
        return new ApprovalRequest(
                peer[0],
                peer.length > 1 ? Person.named(peer[1]) : Optional.empty(),
                "socket",
                "Let's Encrypt",
                fields[1],
                fields[2].isEmpty() ? List.of() : List.of(fields[2].split(",")),
                List.of(),
                "certificates",
                Integer.parseInt(fields[3]),
                7,
                Duration.ofMinutes(10));
    }

    private static void cancelWithout(Path hold, PendingApproval pending) {
        Eventually.await("the end of " + hold, LONG, () -> Files.notExists(hold));
        pending.cancel();
    }

    private static void print(String argument, Submission submission) {
        Grant grant;
        try {
            grant =
                    switch (submission) {
                        case Submission.Waits(var pending) -> pending.await();
                        case Submission.Refused(var refused) -> refused;
                    };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        System.out.println(argument + " -> " + grant);
    }
}
