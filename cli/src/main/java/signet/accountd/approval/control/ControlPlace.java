package signet.accountd.approval.control;

import signet.signer.server.SocketFile;
import signet.signer.server.SocketGroupException;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;

/**
 * Where the socket is, and who can connect to it. Whose requests are heard is not decided here.
 *
 * @param path the path; its folder must not be writable by others, and has to let approvers in
 * @param group whose members can connect besides the owner; empty for nobody
 */
public record ControlPlace(Path path, Optional<String> group) {

    /** Makes the socket; before it has its name, it has its group and its mode. */
    SocketFile bind() throws IOException {
        return group.isPresent() ? bind(group.get()) : SocketFile.bind(path);
    }

    private SocketFile bind(String name) throws IOException {
        try {
            return SocketFile.bind(path, principal(name));
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException(
                    "\"approval-group\": there is no group \"" + name + "\"; create it", e);
        } catch (SocketGroupException e) {
            throw new IOException(
                    "\"approval-group\": can't give "
                            + path
                            + " to group \""
                            + name
                            + "\"; make the user of signet-accountd a member of it",
                    e);
        }
    }

    private GroupPrincipal principal(String name) throws IOException {
        return path.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByGroupName(name);
    }
}
