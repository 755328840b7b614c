package signet.accountd.policy;

import signet.jose.JsonException;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Parts the good lines of a memory of orders from the bad ones, a line at a time: of what is too
 * long to be a line it never holds more than a piece.
 *
 * @param file for messages
 * @param lines what is read
 * @param good where good lines go, as they are
 * @param aside where bad ones go, behind those that are there
 */
record JournalRepair(Path file, JournalLines lines, FileChannel good, FileChannel aside) {

    /** Returns how many bad lines there were. */
    int run() throws IOException {
        RegisteredDomains domains = new RegisteredDomains();
        int count = 0;
        OutputStream kept = buffered(good);
        OutputStream bad = buffered(aside);
        boolean first = true;
        boolean within = false;
        for (Optional<JournalLines.Line> line = lines.next();
                line.isPresent();
                line = lines.next()) {
            if (isGood(line.get(), first, domains)) {
                write(kept, line.get(), true);
            } else {
                write(bad, line.get(), line.get().ended() || line.get().whole());
                count += within ? 0 : 1;
                within = !line.get().whole() && !line.get().ended();
            }
            first = false;
        }
        if (within) {
            bad.write('\n');
        }
        kept.flush();
        bad.flush();
        return count;
    }

    private static OutputStream buffered(FileChannel channel) {
        return new BufferedOutputStream(Channels.newOutputStream(channel), 64 * 1024);
    }

    private boolean isGood(JournalLines.Line line, boolean first, RegisteredDomains domains)
            throws StateException {
        if (!line.whole()) {
            return false;
        }
        try {
            if (!first || !JournalHeader.is(line.text(), file)) {
                JournalEntry _ = JournalEntry.decode(line.text(), domains);
            }
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private static void write(OutputStream output, JournalLines.Line line, boolean end)
            throws IOException {
        output.write(line.text().getBytes(StandardCharsets.ISO_8859_1));
        if (end) {
            output.write('\n');
        }
    }
}
