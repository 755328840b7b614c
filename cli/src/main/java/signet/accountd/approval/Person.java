package signet.accountd.approval;

import signet.files.SystemFile;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;

/**
 * Somebody who can say yes or no, as far as the system can tell persons apart: a user. Two are the
 * same where their user IDs are, whatever their names.
 *
 * @param user who it is; of the default file system, or what the kernel says of a socket's peer
 */
public record Person(UserPrincipal user) {

    private static final String STATUS = "/proc/self/status";

    /** Looks a user up by name, or by number where nobody has that name. */
    public static Optional<Person> named(String name) throws IOException {
        try {
            return Optional.of(
                    new Person(
                            FileSystems.getDefault()
                                    .getUserPrincipalLookupService()
                                    .lookupPrincipalByName(name)));
        } catch (UserPrincipalNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Returns who owns a file; of a link, who owns the link. */
    public static Person owning(Path file) throws IOException {
        return new Person(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** Returns the user with ID 0, however it is called. */
    public static Person root() throws IOException {
        return withId("0", "root");
    }

    /** Returns who this process runs as. Its files in /proc may be root's, so they don't tell. */
    public static Person ofProcess() throws IOException {
        for (String line : SystemFile.lines(Path.of(STATUS))) {
            if (line.startsWith("Uid:")) {
                return withId(line.split("\\s+", 3)[1], System.getProperty("user.name"));
            }
        }
        throw new IOException(STATUS + " does not tell the user");
    }

    /** Looked up by number, a user is called by it; so the likely name is tried too. */
    private static Person withId(String id, String likelyName) throws IOException {
        Person person = named(id).orElseThrow(() -> new IOException("can't look up user " + id));
        return named(likelyName).filter(person::equals).orElse(person);
    }

    /** Returns the user's name; the number where there is none. */
    public String name() {
        return user.getName();
    }

    @Override
    public String toString() {
        return name();
    }
}
