package signet.nativeimage;

/** The build can't go on; the message says why, for whoever builds. */
final class BuildException extends Exception {

    private static final long serialVersionUID = 1L;

    BuildException(String message) {
        super(message);
    }
}
