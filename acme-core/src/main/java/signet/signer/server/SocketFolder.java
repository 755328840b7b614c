package signet.signer.server;

import signet.files.Folder;
import signet.files.Trust;
import signet.files.UntrustedFileException;
import signet.text.Printable;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** The folder that a socket is to be in: checks it, and makes a private place inside of it. */
final class SocketFolder {

    private static final Trust TRUST = Trust.ours("put a socket of theirs in its place");
    private static final int OWNER_ONLY = 0700;
    private static final int ATTEMPTS = 100;
    private static final int NAMES = 36 * 36 * 36 * 36;

    private SocketFolder() {}

    /**
     * Opens it, and makes sure that nobody but root and we ourselves can put a socket of theirs in
     * our place.
     */
    static Folder open(Path folder) throws IOException {
        Folder opened;
        try {
            opened = Folder.open(folder, TRUST);
        } catch (UntrustedFileException e) {
            throw new SocketFileException("the socket's folder: " + e.getMessage());
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new SocketFileException(
                    "there is no folder "
                            + shown(folder)
                            + " for the socket; create it (mode 0700)");
        }
        if (opened.state().isWritableByOthers()) {
            opened.close();
            throw new SocketFileException(
                    "the socket's folder "
                            + shown(folder)
                            + " can be written by its group or by others; chmod go-w it, or choose"
                            + " another");
        }
        return opened;
    }

    /** Makes a folder of mode 0700 with a name that nothing has yet, and returns that. */
    static String makePrivate(Folder folder) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String name = "." + Integer.toString(ThreadLocalRandom.current().nextInt(NAMES), 36);
            try {
                folder.makeFolder(name, OWNER_ONLY);
                return name;
            } catch (FileAlreadyExistsException _) {
                // Another one, then.
            }
        }
        throw new SocketFileException("can't make a temporary folder in " + shown(folder.path()));
    }

    static String shown(Path path) {
        return Printable.of(path.toString());
    }
}
