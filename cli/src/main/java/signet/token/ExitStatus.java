package signet.token;

/** How the helper ends. */
enum ExitStatus {
    /** The task is done, or there is no more input. */
    DONE(0),
    /** The task failed, as the last report says. */
    FAILED(1),
    /** The token, a session or the module failed while it signed. */
    TOKEN_LOST(3),
    /** The helper has a defect. */
    INTERNAL_ERROR(4),
    /** The input was not as agreed. */
    VIOLATION(5);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
