package signet.master.run;

import signet.text.Printable;

import java.io.PrintStream;

/**
 * Tells the person at the terminal, or the log of a timer, what happens. All of it goes to one
 * stream, one line a message, with whatever could steer a terminal made visible. Thread-safe.
 */
public final class Messages {

    /** How much is told. */
    public enum Level {
        /** Errors, warnings and what was changed. */
        QUIET,
        /** Also what was left as it is, and each step when a person watches. */
        NORMAL,
        /** Also how. */
        DEBUG
    }

    private final PrintStream out;
    private final Level level;
    private final boolean watched;
    private volatile boolean muted;

    /**
     * Makes the messages of a run.
     *
     * @param watched whether a person is at the other end, rather than a log
     */
    public Messages(PrintStream out, Level level, boolean watched) {
        this.out = out;
        this.level = level;
        this.watched = watched;
    }

    /** Tells what was done. */
    public void info(String message) {
        print(message);
    }

    /** Tells that there was nothing to do. */
    public void unchanged(String message) {
        if (level != Level.QUIET) {
            print(message);
        }
    }

    /** Tells a step, where somebody waits for it. */
    public void progress(String message) {
        if (level == Level.DEBUG || (watched && level == Level.NORMAL)) {
            print(message);
        }
    }

    /** Tells what is not right, though the run goes on. */
    public void warning(String message) {
        print("Warning: " + message);
    }

    /** Tells what failed. */
    public void error(String message) {
        print("Error: " + message);
    }

    /** Tells how something is done. */
    public void debug(String message) {
        if (level == Level.DEBUG) {
            print(message);
        }
    }

    /** Shows where in the program a failure comes from. */
    public void trace(Exception failure) {
        if (level == Level.DEBUG) {
            failure.printStackTrace(out);
        }
    }

    /** Says whether a person reads them while the run goes on. */
    public boolean watched() {
        return watched;
    }

    /** Says whether details are told. */
    public boolean debugging() {
        return level == Level.DEBUG;
    }

    /** Tells nothing any more: what fails while everything is being ended is no news. */
    public void mute() {
        muted = true;
    }

    private void print(String message) {
        if (muted) {
            return;
        }
        out.println(Printable.of(message));
    }
}
