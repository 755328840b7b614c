package signet.testing.token;

import java.time.Duration;

/**
 * What happens at calls of one function of a module behind a {@link FaultShim}. Calls are counted
 * from {@link FaultShim#set} on, over all processes.
 *
 * @param function its name, for example C_Sign
 * @param skip how many calls stay as they are before the first
 * @param times how many calls it happens to
 * @param action what happens
 */
public record Fault(String function, long skip, long times, Action action) {

    /** What happens at a call. */
    public sealed interface Action {}

    /**
     * The call fails, and the module does nothing.
     *
     * @param value the CKR
     */
    public record Return(long value) implements Action {}

    /**
     * The call waits before it does what it should.
     *
     * @param time how long, in milliseconds
     */
    public record Delay(Duration time) implements Action {}

    /** The call waits as long as a fault with this action is set for its function. */
    public record Hang() implements Action {}

    /** The process dies of SIGSEGV. */
    public record Crash() implements Action {}

    /** Returns a fault: every call fails with a CKR. */
    public static Fault returning(String function, long value) {
        return new Fault(function, 0, Long.MAX_VALUE, new Return(value));
    }

    /** Returns a fault: every call waits first. */
    public static Fault delaying(String function, Duration time) {
        return new Fault(function, 0, Long.MAX_VALUE, new Delay(time));
    }

    /** Returns a fault: every call hangs. */
    public static Fault hanging(String function) {
        return new Fault(function, 0, Long.MAX_VALUE, new Hang());
    }

    /** Returns a fault: every call ends the process. */
    public static Fault crashing(String function) {
        return new Fault(function, 0, Long.MAX_VALUE, new Crash());
    }

    /** Returns this for the next calls only. */
    public Fault forNext(long calls) {
        return new Fault(function, 0, calls, action);
    }

    /** Returns this for one call only, the next one being 1. */
    public Fault onlyAtCall(long number) {
        return new Fault(function, number - 1, 1, action);
    }

    /** The line of the control file. */
    String line() {
        String what =
                switch (action) {
                    case Return(long value) -> "return " + value;
                    case Delay(Duration time) -> "delay " + time.toMillis();
                    case Hang() -> "hang 0";
                    case Crash() -> "crash 0";
                };
        return "fault " + function + " " + skip + " " + times + " " + what;
    }
}
