package signet.files;

import java.time.Instant;

/**
 * What the kernel says of an open file, or of a name in an open folder.
 *
 * @param kind what it is
 * @param mode the permission bits, with set-user-ID, set-group-ID and the sticky bit: 0 to 07777
 * @param uid the number of the user that owns it
 * @param gid the number of its group
 * @param size its size in bytes
 * @param modified when its content was changed last
 * @param identity what tells it from every other file
 */
public record FileState(
        Kind kind, int mode, int uid, int gid, long size, Instant modified, Identity identity) {

    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;

    /** What a file is. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A folder. */
        FOLDER,
        /** A symbolic link. */
        LINK,
        /** A socket of the UNIX domain. */
        SOCKET,
        /** A pipe. */
        PIPE,
        /** A device, or what else there may be. */
        OTHER
    }

    /**
     * The file itself, whatever its name.
     *
     * @param device the file system
     * @param inode its number there
     */
    public record Identity(long device, long inode) {}

    /** Says whether it is a regular file. */
    public boolean isFile() {
        return kind == Kind.FILE;
    }

    /** Says whether it is a folder. */
    public boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    /** Says whether it belongs to the user of this process. */
    public boolean isOurs() {
        return uid == Kernel.user();
    }

    /** Says whether its group or everybody can write to it. */
    public boolean isWritableByOthers() {
        return (mode & WRITABLE_BY_OTHERS) != 0;
    }

    /**
     * Says whether names in this folder can be changed by those who own what they stand for alone.
     */
    boolean isSticky() {
        return (mode & STICKY) != 0;
    }
}
