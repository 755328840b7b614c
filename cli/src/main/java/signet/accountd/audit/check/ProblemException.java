package signet.accountd.audit.check;

/** Ends the verification: behind a break of the chain nothing is certain. */
final class ProblemException extends Exception {

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
