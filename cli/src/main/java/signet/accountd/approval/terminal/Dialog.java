package signet.accountd.approval.terminal;

import signet.accountd.approval.Answer;
import signet.accountd.approval.Question;

import java.io.IOException;
import java.util.Optional;

/** Shows one question, and waits for its answer while the process is in the foreground. */
final class Dialog {

    private static final long LOOK_MILLIS = 100;

    /** Who is about to type an answer needs a moment to see that the question is another one. */
    private static final long PAUSE_MILLIS = 2000;

    private boolean withdrawn;

    /** Where answers go. */
    interface Answers {
        /** Takes a yes. */
        Answer yes();

        /** Takes a no. */
        Answer no();
    }

    /**
     * Returns true when the person has answered or the question is over, and false when the process
     * went to the background before.
     */
    boolean isAnswered(Question question, Answers answers)
            throws IOException, InterruptedException {
        if (withdrawn) {
            Thread.sleep(PAUSE_MILLIS);
            withdrawn = false;
            return false;
        }
        try (Keyboard keyboard = new Keyboard()) {
            keyboard.forget();
            keyboard.show(text(question));
            while (ProcessGroup.now().isInForeground()) {
                if (question.isOver()) {
                    withdraw(question, keyboard);
                    return true;
                }
                Optional<String> line = keyboard.line();
                if (line.isPresent() && isTaken(line.get(), keyboard, answers)) {
                    return true;
                }
                Thread.sleep(LOOK_MILLIS);
            }
            return false;
        }
    }

    private static String text(Question question) {
        return "\n"
                + question.id()
                + ": "
                + question.text()
                + ".\nAsked by the rule \""
                + question.rule()
                + "\"; "
                + question.left().toSeconds()
                + " s left. Approve? Type yes or no: ";
    }

    private void withdraw(Question question, Keyboard keyboard) throws IOException {
        keyboard.show("\n" + question.id() + ": " + question.ending() + ".\n");
        withdrawn = true;
    }

    private static boolean isTaken(String line, Keyboard keyboard, Answers answers)
            throws IOException {
        switch (line) {
            case "yes" -> keyboard.show(answers.yes().text() + ".\n");
            case "no" -> keyboard.show(answers.no().text() + ".\n");
            default -> {
                keyboard.show("Type yes or no: ");
                return false;
            }
        }
        return true;
    }
}
