package signet.master.signer;

import java.io.IOException;

/** A place where a signer may be: the socket of one that runs, or a command that starts one. */
public sealed interface SignerPlace permits SocketSigner, CommandSigner {

    /**
     * Connects, or starts the command. The signer need not have said anything yet.
     *
     * @throws IOException where that fails; the message names the place and what to do
     */
    SignerLink open() throws IOException;

    /**
     * Says whether to look again, after a failure, for a signer that may be back in a moment. That
     * must not be done by a command, which asks for a PIN or password each time.
     */
    boolean mayComeBack();
}
