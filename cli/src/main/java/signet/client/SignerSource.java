package signet.client;

import signet.signer.SignerException;
import signet.signer.remote.RemoteTimeouts;
import signet.signer.remote.SignerConnection;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * Where the connections to the signer come from: the first is descriptor 0, and those that the
 * master hands over later take its place.
 *
 * @param inherited the socket that was descriptor 0 at the start
 */
record SignerSource(MasterLink master, SocketChannel inherited) {

    /**
     * Speaks over the first connection without ever closing it: Java makes descriptors 0 to 2 lead
     * nowhere when an inherited channel is closed, and 1 is our way to the master.
     */
    SignerConnection first() throws SignerException {
        return SignerConnection.open(
                Channels.newInputStream(inherited),
                Channels.newOutputStream(inherited),
                () -> inherited.shutdownInput().shutdownOutput(),
                RemoteTimeouts.DEFAULT);
    }

    /** Asks the master for another connection; returns why there is none. */
    Optional<String> request(boolean elsewhere) {
        return master.replaceSigner(elsewhere);
    }

    /** Takes the connection that the master has sent. */
    SignerConnection next() throws SignerException {
        try {
            HandedSocket.receive();
        } catch (IOException e) {
            throw new SignerException.TokenUnavailable(
                    "can't take over the other signer: " + e.getMessage(), e);
        }
        return SignerConnection.open(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.in),
                HandedSocket::shutdown,
                RemoteTimeouts.DEFAULT);
    }
}
