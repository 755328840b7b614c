package signet.master.worker;

import org.jspecify.annotations.Nullable;

import signet.master.process.ExitStatus;

import java.io.IOException;

/** A worker has ended while there was something to say to it, or to hear from it. */
public final class WorkerGoneException extends IOException {

    WorkerGoneException(String name, ExitStatus exit, @Nullable IOException cause) {
        super("the " + name + " died (" + exit + ")", cause);
    }
}
