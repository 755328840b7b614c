package signet.signer.softkey;

import signet.files.Reason;
import signet.files.TrustedFile;
import signet.files.UntrustedFileException;
import signet.signer.SignerException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Has a key file decrypted by gpg, whose agent asks for the passphrase. */
final class GpgFile {

    /** What is run where the option {@code gpg} is not set. */
    private static final String DEFAULT_COMMAND = "gpg --quiet";

    private GpgFile() {}

    /**
     * Returns the decrypted text, in an array that the caller overwrites after use.
     *
     * @param command the program and its first arguments, separated by white space; empty for the
     *     default
     */
    static byte[] read(Path file, String command) throws SignerException {
        check(file);
        List<String> words =
                new ArrayList<>(
                        List.of(
                                (command.isBlank() ? DEFAULT_COMMAND : command)
                                        .strip()
                                        .split("\\s+")));
        String program = words.getFirst();
        words.addAll(List.of("-o", "-", "--decrypt", "--", file.toString()));
        try {
            return run(file, program, words);
        } catch (IOException e) {
            throw new SignerException.KeyUnusable(
                    program + " can't be run to decrypt " + file + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SignerException.KeyUnusable("interrupted while " + program + " ran", e);
        }
    }

    /**
     * Who could exchange the file could have a key of theirs used, encrypted for the same person.
     */
    private static void check(Path file) throws SignerException {
        try {
            TrustedFile.open(file, KeyFile.TRUST).close();
        } catch (NoSuchFileException e) {
            throw new SignerException.KeyNotFound("there is no key file " + file);
        } catch (UntrustedFileException e) {
            throw new SignerException.KeyUnusable("the key file " + e.getMessage(), e);
        } catch (IOException e) {
            throw new SignerException.KeyUnusable(
                    "the key file " + file + " can't be read: " + Reason.of(e), e);
        }
    }

    private static byte[] run(Path file, String program, List<String> words)
            throws IOException, InterruptedException, SignerException {
        // Our standard input may be the connection to a client: gpg must not read from it.
        Process process =
                new ProcessBuilder(words)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        byte[] output;
        try (InputStream in = process.getInputStream()) {
            output = in.readNBytes(KeyFile.MAX_BYTES + 1);
        }
        if (output.length > KeyFile.MAX_BYTES) {
            process.destroyForcibly();
            Arrays.fill(output, (byte) 0);
            throw new SignerException.KeyUnusable(
                    "what " + program + " made of " + file + " is too large for a key", null);
        }
        int status = process.waitFor();
        if (status != 0) {
            Arrays.fill(output, (byte) 0);
            throw new SignerException.KeyUnusable(
                    program + " could not decrypt " + file + " (exit status " + status + ")", null);
        }
        return output;
    }
}
