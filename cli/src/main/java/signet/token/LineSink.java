package signet.token;

import java.util.Optional;

/** Takes lines of the input. Called by one thread at a time, which must not be held up. */
interface LineSink {

    /**
     * Takes a line.
     *
     * @param line without its LF; the sink owns it
     * @return what the caller is to do as soon as another thread reads on
     */
    Optional<Runnable> line(byte[] line);

    /**
     * There are no more lines.
     *
     * @param violation what is wrong with the input; empty at its end
     */
    void end(Optional<String> violation);
}
