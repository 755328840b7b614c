package signet.signer.pkcs11.pin;

import signet.signer.SecretSource;
import signet.signer.deadline.DeadlineTimer;
import signet.signer.deadline.Watch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Has a program ask a person, as SSH_ASKPASS does: the prompt is its argument, the answer its
 * output.
 *
 * @param program the path of the program
 * @param limit how long the person may take
 */
record Askpass(String program, Duration limit) implements SecretSource {

    private static final int MAX_BYTES = 4096;

    @Override
    public boolean canBeReadAgain() {
        return true;
    }

    @Override
    public char[] read(String prompt) throws IOException {
        Process process;
        try {
            process =
                    new ProcessBuilder(program, prompt)
                            .redirectInput(new File("/dev/null"))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
        } catch (IOException e) {
            throw new IOException(
                    "the askpass program " + program + " can't be started; check \"askpass\"", e);
        }
        try (DeadlineTimer timer = new DeadlineTimer();
                Watch watch = timer.watch(limit, () -> kill(process))) {
            return answer(process, watch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the askpass program ran", e);
        } finally {
            kill(process);
        }
    }

    private char[] answer(Process process, Watch watch) throws IOException, InterruptedException {
        byte[] output;
        try (InputStream in = process.getInputStream()) {
            output = in.readNBytes(MAX_BYTES);
        }
        try {
            int status = process.waitFor();
            watch.cancel();
            if (status != 0) {
                throw new IOException(
                        "the askpass program "
                                + program
                                + " gave no PIN within "
                                + limit.toSeconds()
                                + " s (exit status "
                                + status
                                + ")");
            }
            return PinFile.firstLine(output);
        } finally {
            Arrays.fill(output, (byte) 0);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
