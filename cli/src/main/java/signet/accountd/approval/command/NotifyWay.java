package signet.accountd.approval.command;

import signet.accountd.approval.ApprovalLog;
import signet.accountd.approval.Person;
import signet.accountd.approval.Question;
import signet.accountd.approval.Way;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Has a program tell persons that there is a question, as by mail: the text is its input. The
 * answer comes another way, so that this one leads to nobody. Thread-safe.
 */
public final class NotifyWay implements Way {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int AT_ONCE = 8;

    private final List<String> words;
    private final CleanEnvironment environment;
    private final Path socket;
    private final ApprovalLog log;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /**
     * Makes one.
     *
     * @param words the program and its arguments, at least one
     * @param socket where the answer is expected
     */
    public NotifyWay(
            List<String> words, CleanEnvironment environment, Path socket, ApprovalLog log) {
        this.words = List.copyOf(words);
        this.environment = environment;
        this.socket = socket;
        this.log = log;
    }

    @Override
    public String name() {
        return "\"notify-command\"";
    }

    @Override
    public Set<Person> persons() {
        return Set.of();
    }

    @Override
    public boolean showsPresence() {
        return false;
    }

    @Override
    public void ask(Question question) {
        Thread.ofPlatform().daemon().name("notify-command").start(() -> run(question));
    }

    private void run(Question question) {
        try {
            if (!turns.tryAcquire(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                warn("has too much to do");
                return;
            }
            try {
                tell(question);
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Question question) throws InterruptedException {
        if (question.isOver()) {
            return;
        }
        Program program;
        try {
            program = Program.start(words, environment, text(question));
        } catch (IOException e) {
            warn("can't be started: " + e.getMessage());
            return;
        }
        if (!program.await(LIMIT)) {
            program.kill();
            warn("did not end within " + LIMIT.toSeconds() + " s, and was killed");
            return;
        }
        int status = program.await();
        if (status != 0) {
            warn("failed: exit status " + status + ", it said \"" + program.said() + "\"");
        }
    }

    private String text(Question question) {
        String what = " --socket=" + socket + " " + question.id() + "\n";
        return "signet-accountd asks for an approval: "
                + question.text()
                + ".\n\nAsked by the rule \""
                + question.rule()
                + "\". To be answered within "
                + question.left().toSeconds()
                + " s, on the signer's machine:\n\n"
                + "  signet-accountd approvals approve"
                + what
                + "  signet-accountd approvals deny"
                + what;
    }

    private void warn(String what) {
        log.warning(name() + " (" + words.getFirst() + ") " + what);
    }

    /** What runs is let run: somebody may learn of it yet. */
    @Override
    public void close() {}
}
