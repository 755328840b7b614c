package signet.master.challenge;

import signet.files.FileState;
import signet.files.Folder;

import java.io.IOException;
import java.util.Optional;

/**
 * The name of a socket of ours in a folder, which is removed again if it is still that socket's.
 */
final class SocketName implements AutoCloseable {

    private final Folder folder;
    private final String name;
    private final FileState.Identity identity;

    SocketName(Folder folder, String name, FileState.Identity identity) {
        this.folder = folder;
        this.name = name;
        this.identity = identity;
    }

    @Override
    public void close() {
        try (folder) {
            Optional<FileState> found = folder.look(name);
            if (found.isPresent() && found.get().identity().equals(identity)) {
                folder.remove(name);
            }
        } catch (IOException e) {
            // Said at the next start, which finds the file in its way.
        }
    }
}
