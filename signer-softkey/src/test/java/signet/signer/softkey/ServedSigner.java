package signet.signer.softkey;

import signet.signer.SignatureAlgorithm;
import signet.signer.Signer;
import signet.signer.SignerException;
import signet.signer.protocol.Refusal;
import signet.signer.protocol.SigningRequest;
import signet.signer.remote.RemoteSigner;
import signet.signer.remote.RemoteTimeouts;
import signet.signer.request.AcmeRequest;
import signet.signer.server.Client;
import signet.signer.server.DecisionLog;
import signet.signer.server.Safeguards;
import signet.signer.server.ServerLimits;
import signet.signer.server.SignerServer;
import signet.signer.server.SocketFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;

/** A signer that is reached over a socket; closing it closes both ends. */
final class ServedSigner implements Signer {

    private final Signer backend;
    private final SocketFile socket;
    private final SignerServer server;
    private final RemoteSigner remote;

    ServedSigner(Path folder, Signer backend) throws IOException, SignerException {
        this.backend = backend;
        socket = SocketFile.bind(folder.resolve("S"));
        server = new SignerServer(backend, Safeguards.NONE, ServerLimits.DEFAULT, new Silent());
        Thread.ofVirtual().start(this::serve);
        remote = RemoteSigner.open(socket.path(), RemoteTimeouts.DEFAULT);
    }

    private void serve() {
        try {
            server.serve(socket.channel(), "socket");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PublicKey publicKey() {
        return remote.publicKey();
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return remote.algorithm();
    }

    @Override
    public byte[] sign(byte[] signingInput) throws SignerException {
        return remote.sign(signingInput);
    }

    @Override
    public void close() {
        remote.close();
        server.close();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        backend.close();
    }

    private static final class Silent implements DecisionLog {
        @Override
        public void accepted(Client client) {}

        @Override
        public void signed(Client client, AcmeRequest request) {}

        @Override
        public void refused(
                Client client,
                Refusal refusal,
                Optional<SigningRequest> request,
                Optional<AcmeRequest> acme) {}

        @Override
        public void waiting(Client client, AcmeRequest request, Duration since, int others) {}

        @Override
        public void terminated(Client client, Optional<String> cause) {}

        @Override
        public void troubled(String problem) {}
    }
}
