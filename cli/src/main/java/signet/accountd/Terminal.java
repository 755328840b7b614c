package signet.accountd;

import signet.signer.SecretSource;
import signet.text.Printable;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Asks for a password on the terminal, also where standard input and output are something else: so
 * {@link java.io.Console} is of no use.
 */
final class Terminal implements SecretSource {

    private static final Path TTY = Path.of("/dev/tty");
    private static final int MAX_BYTES = 4096;

    @Override
    public char[] read(String prompt) throws IOException {
        try (InputStream in = new FileInputStream(TTY.toFile());
                OutputStream out = new FileOutputStream(TTY.toFile())) {
            return withoutEcho(prompt, in, out);
        } catch (FileNotFoundException e) {
            throw new IOException(
                    "there is no terminal to ask on; set \"password-file\" in the configuration"
                            + " file",
                    e);
        }
    }

    private static char[] withoutEcho(String prompt, InputStream in, OutputStream out)
            throws IOException {
        Thread restore = new Thread(() -> stty("echo"));
        Runtime.getRuntime().addShutdownHook(restore);
        try {
            if (!stty("-echo")) {
                throw new IOException("stty can't switch off the terminal's echo");
            }
            out.write((Printable.of(prompt) + ": ").getBytes(Charset.defaultCharset()));
            return readLine(in);
        } finally {
            boolean _ = stty("echo");
            out.write('\n');
            removeHook(restore);
        }
    }

    private static char[] readLine(InputStream in) throws IOException {
        byte[] bytes = new byte[MAX_BYTES];
        int length = 0;
        for (int b = in.read(); b >= 0 && b != '\n' && length < MAX_BYTES; b = in.read()) {
            bytes[length++] = (byte) b;
        }
        CharBuffer text = Charset.defaultCharset().decode(ByteBuffer.wrap(bytes, 0, length));
        char[] password = Arrays.copyOf(text.array(), text.limit());
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(text.array(), '\0');
        return password;
    }

    private static boolean stty(String setting) {
        try {
            Process process =
                    new ProcessBuilder("/bin/stty", setting)
                            .redirectInput(TTY.toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // We are shutting down, and it runs.
        }
    }
}
