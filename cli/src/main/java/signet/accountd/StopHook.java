package signet.accountd;

/**
 * Ends the process with status 0 when INT, TERM or HUP asks it to; Java's own status would be 128
 * plus the signal's number. Not in force any more once it is closed.
 */
final class StopHook implements AutoCloseable {

    private final Thread hook;

    StopHook(Runnable stop) {
        hook =
                new Thread(
                        () -> {
                            try {
                                stop.run();
                            } finally {
                                Runtime.getRuntime().halt(0);
                            }
                        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is running: the process ends there.
        }
    }
}
