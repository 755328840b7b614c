package signet.token;

import java.util.Optional;

/** Takes lines of the input. Called by one thread, which must not be held up. */
interface LineSink {

    /**
     * Takes a line.
     *
     * @param line without its LF; the sink owns it
     */
    void line(byte[] line);

    /**
     * There are no more lines.
     *
     * @param violation what is wrong with the input; empty at its end
     */
    void end(Optional<String> violation);
}
