package signet.token;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The streams that belong to the dialog.
 *
 * @param in what was standard input
 * @param arrivals waits for it
 * @param out what was standard output
 */
record StandardStreams(InputStream in, Arrivals arrivals, OutputStream out) {

    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;

    /**
     * Takes the streams away from everybody else in this process, before any module is loaded:
     * modules print to standard output, and some read a PIN from standard input. From now on those
     * are standard error, and empty.
     */
    static StandardStreams takeOver() throws IOException {
        int in = LibC.duplicate(STDIN);
        int out = LibC.duplicate(STDOUT);
        LibC.replace(STDIN, LibC.openNull());
        LibC.replace(STDOUT, STDERR);
        LibC.neverWait(in);
        return new StandardStreams(
                new NativeInput(in), EpollArrivals.of(in), new NativeOutput(out));
    }
}
