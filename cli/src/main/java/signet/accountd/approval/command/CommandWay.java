package signet.accountd.approval.command;

import signet.accountd.approval.ApprovalLog;
import signet.accountd.approval.Person;
import signet.accountd.approval.Question;
import signet.accountd.approval.QuestionJson;
import signet.accountd.approval.Way;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks by a program, as ssh-agent does by ssh-askpass: the question is its last argument, the same
 * as one line of JSON its input. Exit status 0 is a yes and 1 a no; any other is no answer. Whoever
 * answers counts as the user that this process runs as. Thread-safe.
 */
public final class CommandWay implements Way {

    /** A person who finds more windows than this closes them unread. */
    private static final int AT_ONCE = 4;

    private static final int YES = 0;
    private static final int NO = 1;
    private static final long LOOK_MILLIS = 100;

    private final List<String> words;
    private final CleanEnvironment environment;
    private final ApprovalLog log;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /**
     * Makes one.
     *
     * @param words the program and its arguments, at least one
     */
    public CommandWay(List<String> words, CleanEnvironment environment, ApprovalLog log) {
        this.words = List.copyOf(words);
        this.environment = environment;
        this.log = log;
    }

    @Override
    public String name() {
        return "\"approval-command\"";
    }

    @Override
    public Set<Person> persons() throws IOException {
        return Set.of(Person.ofProcess());
    }

    @Override
    public boolean showsPresence() {
        return true;
    }

    @Override
    public void ask(Question question) {
        Thread.ofPlatform().daemon().name("approval-command").start(() -> run(question));
    }

    private void run(Question question) {
        try {
            while (!question.isOver()) {
                if (turns.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    try {
                        answer(question);
                    } finally {
                        turns.release();
                    }
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Question question) throws InterruptedException {
        Program program;
        Person person;
        try {
            person = Person.ofProcess();
            program =
                    Program.start(
                            Stream.concat(words.stream(), Stream.of(question.text())).toList(),
                            environment,
                            QuestionJson.of(question) + "\n");
        } catch (IOException e) {
            giveUp(question, "can't be started: " + e.getMessage());
            return;
        }
        question.whenOver(program::kill);
        int status = program.await();
        switch (status) {
            case YES -> {
                var _ = question.yes(person, this);
            }
            case NO -> {
                var _ = question.no(person);
            }
            default -> {
                if (!question.isOver()) {
                    giveUp(question, "gave no answer: " + ending(status, program.said()));
                }
            }
        }
    }

    private static String ending(int status, String said) {
        return "exit status " + status + (said.isEmpty() ? "" : ", it said \"" + said + "\"");
    }

    private void giveUp(Question question, String why) {
        log.warning(name() + " (" + words.getFirst() + ") " + why);
        question.gaveUp(this);
    }

    /** Programs end with the questions that they show. */
    @Override
    public void close() {}
}
