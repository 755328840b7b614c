package signet.master.challenge;

import signet.control.TokenMessage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** All webservers of a run, one for each address that is listened on. */
final class WebserverGroup implements ChallengeServing {

    private final List<Webserver> webservers;
    private final List<SocketName> socketNames;
    private final CompletableFuture<String> failure = new CompletableFuture<>();

    /**
     * Groups running webservers.
     *
     * @param socketNames the UNIX sockets that they listen on, to be deleted in the end
     */
    WebserverGroup(List<Webserver> webservers, List<SocketName> socketNames) {
        this.webservers = List.copyOf(webservers);
        this.socketNames = List.copyOf(socketNames);
        for (Webserver webserver : webservers) {
            CompletableFuture<Void> _ = webserver.failure().thenAccept(failure::complete);
        }
    }

    @Override
    public void announce(String token) throws IOException {
        tell(new TokenMessage.Announce(token));
    }

    @Override
    public void withdraw(String token) throws IOException {
        tell(new TokenMessage.Withdraw(token));
    }

    private void tell(TokenMessage message) throws IOException {
        for (Webserver webserver : webservers) {
            webserver.tell(message);
        }
    }

    @Override
    public Path clientDirectory() {
        return Path.of("/");
    }

    @Override
    public boolean writtenByClient() {
        return false;
    }

    @Override
    public CompletableFuture<String> failure() {
        return failure.copy();
    }

    @Override
    public void close() {
        webservers.forEach(Webserver::close);
        socketNames.forEach(SocketName::close);
    }
}
