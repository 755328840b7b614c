package signet.files;

import signet.text.Printable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may be able to change what a name stands for: the owners of the folders on the way to it.
 * Root and the user of this process always may. Nobody else is trusted to set links: one is
 * followed only where root or the user of this process put it.
 *
 * @param others the numbers of the other users that may own folders and files on the way
 * @param everybody whether everybody may: what is read says nothing that anybody is to rely on
 * @param consequence what somebody else could do, for messages: "have root run any command"
 */
public record Trust(Set<Integer> others, boolean everybody, String consequence) {

    private static final int ROOT = 0;
    private static final int GROUP_AND_OTHERS = 0077;

    /** Copies the set. */
    public Trust {
        others = Set.copyOf(others);
    }

    /**
     * Trusts root and the user of this process alone.
     *
     * @param consequence what somebody else could do, for messages: "have root run any command"
     */
    public static Trust ours(String consequence) {
        return new Trust(Set.of(), false, consequence);
    }

    /**
     * Lets everybody own folders and files, but still follows no links of theirs: for files whose
     * content is not relied on because of where it is.
     */
    public static Trust everybodys() {
        return new Trust(Set.of(), true, "");
    }

    /** Trusts one more user, by number. */
    public Trust and(int uid) {
        return new Trust(
                Stream.concat(others.stream(), Stream.of(uid)).collect(Collectors.toSet()),
                everybody,
                consequence);
    }

    private boolean isOurs(FileState state) {
        return state.uid() == ROOT || state.isOurs();
    }

    private boolean trustsOwner(FileState state) {
        return everybody || isOurs(state) || others.contains(state.uid());
    }

    /** Checks a folder: nobody but who is trusted may change names in it. */
    void checkFolder(OpenFile folder) throws IOException {
        checkOwner(folder);
        if (othersCanRename(folder)) {
            throw writable(folder.path());
        }
    }

    /** Checks a folder further up. It is there for more than ours, so no command is proposed. */
    void checkAbove(OpenFile folder) throws IOException {
        String path = shown(folder.path());
        if (!trustsOwner(folder.state())) {
            throw new UntrustedFileException(
                    path
                            + ": belongs to user "
                            + ownerName(folder)
                            + ", who could "
                            + consequence
                            + " by it; have what is below it in a directory that is root's");
        }
        if (othersCanRename(folder)) {
            throw new UntrustedFileException(
                    path
                            + ": its group or others can write to it, and so "
                            + consequence
                            + "; have what is below it in a directory that is root's, or take that"
                            + " permission away");
        }
    }

    /** Where the sticky bit is set, others can't replace what is not theirs. */
    private boolean othersCanRename(OpenFile folder) {
        FileState state = folder.state();
        return !everybody && state.isWritableByOthers() && !state.isSticky();
    }

    /** Checks that somebody who is trusted owns a folder or a file. */
    void checkOwner(OpenFile file) throws IOException {
        if (!trustsOwner(file.state())) {
            throw new UntrustedFileException(
                    shown(file.path())
                            + ": belongs to user "
                            + ownerName(file)
                            + ", who could "
                            + consequence
                            + " by it; mend it with: chown root "
                            + shown(file.path()));
        }
    }

    /** Checks a file that is read: nobody but who is trusted may have written it. */
    void checkFile(OpenFile file) throws IOException {
        checkOwner(file);
        if (!everybody && file.state().isWritableByOthers()) {
            throw writable(file.path());
        }
    }

    /** Checks a file with a secret: nobody but its owner may do anything with it. */
    void checkSecret(OpenFile file) throws IOException {
        checkOwner(file);
        if ((file.state().mode() & GROUP_AND_OTHERS) != 0) {
            throw new UntrustedFileException(
                    String.format(
                            Locale.ROOT,
                            "%1$s is open to its group or to others (mode %2$04o); close it: chmod"
                                    + " 600 %1$s",
                            shown(file.path()),
                            file.state().mode()));
        }
    }

    /** Checks a link: whoever made it chose what we open. */
    void checkLink(FileState folder, OpenFile link) throws IOException {
        boolean othersCanMakeOne = folder.isWritableByOthers() && !folder.isSticky();
        if (!isOurs(folder) || othersCanMakeOne || !isOurs(link.state())) {
            throw new UntrustedFileException(
                    shown(link.path())
                            + ": is a symbolic link which somebody else may have made (user "
                            + ownerName(link)
                            + "); name the place itself that it leads to");
        }
    }

    private UntrustedFileException writable(Path path) {
        return new UntrustedFileException(
                shown(path)
                        + ": its group or others can write to it, and so "
                        + consequence
                        + "; mend it with: chmod go-w "
                        + shown(path));
    }

    private static String ownerName(OpenFile file) {
        try {
            return Files.getOwner(file.place()).getName();
        } catch (IOException _) {
            return Integer.toUnsignedString(file.state().uid());
        }
    }

    private static String shown(Path path) {
        return Printable.of(path.toString());
    }
}
