package signet.master.process;

/** How a process ended. */
public sealed interface ExitStatus {

    /**
     * It ended by itself.
     *
     * @param code 0 to 255
     */
    record Exited(int code) implements ExitStatus {
        @Override
        public String toString() {
            return "exit status " + code;
        }
    }

    /**
     * A signal ended it.
     *
     * @param signal the number of the signal
     */
    record Killed(int signal) implements ExitStatus {
        @Override
        public String toString() {
            return "killed by signal " + signal;
        }
    }

    /** Says whether it ended by itself with status 0. */
    default boolean success() {
        return this instanceof Exited(int code) && code == 0;
    }

    /** Reads the status word of waitpid(2). */
    static ExitStatus ofWaitStatus(int status) {
        int signal = status & 0x7f;
        return signal == 0 ? new Exited((status >> 8) & 0xff) : new Killed(signal);
    }
}
