package signet.signer.socket;

import signet.files.Folder;

import java.nio.file.Path;

/** A socket in a directory that was looked at and is open. To be closed once it is connected to. */
public final class SocketDoor implements AutoCloseable {

    private final Folder folder;
    private final String name;

    SocketDoor(Folder folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Returns the path to connect to, good as long as this is open; it says nothing to people. */
    public Path path() {
        return folder.place(name);
    }

    @Override
    public void close() {
        folder.close();
    }
}
