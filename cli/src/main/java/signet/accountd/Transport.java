package signet.accountd;

import java.nio.file.Path;

/** How clients reach us. */
sealed interface Transport {

    /** Over a socket that we make. */
    record AtPath(Path path) implements Transport {}

    /** Over a socket that our parent process made; it is our standard input. */
    record Inherited() implements Transport {}

    /** Over standard input and output; one client. */
    record Stdio() implements Transport {}
}
