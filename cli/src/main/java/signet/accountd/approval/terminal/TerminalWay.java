package signet.accountd.approval.terminal;

import org.jspecify.annotations.Nullable;

import signet.accountd.approval.Answer;
import signet.accountd.approval.ApprovalLog;
import signet.accountd.approval.Person;
import signet.accountd.approval.Question;
import signet.accountd.approval.Way;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * Asks on the terminal that the process was started from, one question after the other. In the
 * background it waits, shows nothing and reads nothing; questions that are still open are shown
 * when the process comes to the foreground. The person is the user that owns the terminal, as sudo
 * and su leave that as it was. Thread-safe.
 */
public final class TerminalWay implements Way {

    private static final long LOOK_MILLIS = 100;

    private final ApprovalLog log;
    private final Deque<Question> waiting = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    /** Makes one, which does not touch the terminal before it has something to ask. */
    public TerminalWay(ApprovalLog log) {
        this.log = log;
    }

    /** Says whether this process has a terminal at all. */
    public static boolean exists() throws IOException {
        return ProcessGroup.now().hasTerminal();
    }

    @Override
    public String name() {
        return "the terminal";
    }

    @Override
    public Set<Person> persons() throws IOException {
        ProcessGroup group = ProcessGroup.now();
        return group.hasTerminal() ? Set.of(person(group)) : Set.of();
    }

    private static Person person(ProcessGroup group) throws IOException {
        Optional<Path> device = group.device();
        return device.isPresent() ? Person.owning(device.get()) : Person.ofProcess();
    }

    @Override
    public boolean showsPresence() {
        return true;
    }

    @Override
    public synchronized void ask(Question question) {
        if (closed) {
            return;
        }
        waiting.add(question);
        if (!running) {
            running = true;
            Thread _ = Thread.ofPlatform().daemon().name("terminal").start(this::run);
        }
    }

    private void run() {
        Dialog dialog = new Dialog();
        try {
            for (Question next = next(); next != null; next = next()) {
                ask(dialog, next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Dialog dialog, Question question) throws InterruptedException {
        try {
            while (!question.isOver()) {
                ProcessGroup group = ProcessGroup.now();
                if (!group.hasTerminal()) {
                    question.gaveUp(this);
                    return;
                }
                if (!group.isInForeground()) {
                    Thread.sleep(LOOK_MILLIS);
                } else if (dialog.isAnswered(question, answers(question, person(group)))) {
                    return;
                }
            }
        } catch (FileNotFoundException e) {
            // The terminal was closed.
            question.gaveUp(this);
        } catch (IOException e) {
            log.warning("can't ask on the terminal: " + e.getMessage());
            question.gaveUp(this);
        }
    }

    private Dialog.Answers answers(Question question, Person person) {
        return new Dialog.Answers() {
            @Override
            public Answer yes() {
                return question.yes(person, TerminalWay.this);
            }

            @Override
            public Answer no() {
                return question.no(person);
            }
        };
    }

    /** Returns the next question; null where there is none, and then the thread is to end. */
    private synchronized @Nullable Question next() {
        Question next = closed ? null : waiting.poll();
        if (next == null) {
            running = false;
        }
        return next;
    }

    /** The thread ends with the question that it shows. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
    }
}
