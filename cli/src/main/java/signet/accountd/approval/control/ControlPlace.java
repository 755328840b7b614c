package signet.accountd.approval.control;

import signet.signer.server.SocketFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;

/**
 * Where the socket is, and who can connect to it. Whose requests are heard is not decided here.
 *
 * @param path the path; its folder must not be writable by others, and has to let approvers in
 * @param group whose members can connect besides the owner; empty for nobody
 */
public record ControlPlace(Path path, Optional<String> group) {

    SocketFile bind() throws IOException {
        SocketFile socket = SocketFile.bind(path);
        try {
            if (group.isPresent()) {
                give(group.get());
            }
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void give(String name) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class);
        try {
            view.setGroup(principal(name));
        } catch (UserPrincipalNotFoundException e) {
            throw new IOException(
                    "\"approval-group\": there is no group \"" + name + "\"; create it", e);
        } catch (IOException e) {
            throw new IOException(
                    "\"approval-group\": can't give "
                            + path
                            + " to group \""
                            + name
                            + "\"; make the user of signet-accountd a member of it",
                    e);
        }
        view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
    }

    private GroupPrincipal principal(String name) throws IOException {
        return path.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByGroupName(name);
    }
}
