package signet.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import signet.testing.TestProcess;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * What a host's ssh key can do at a station whose authorized_keys has the line of docs/station.md:
 * speak to accountd, and nothing else. Each is tried without the line too, so that it could fail.
 */
class RestrictedKeyIT {

    @RegisterExtension static final Ca CA = new Ca();

    private static final String GREETING = "1 OK {";
    private static final String NO_FORWARDING = "ExitOnForwardFailure=yes";

    private Site site;
    private SigningStation station;

    @BeforeEach
    void prepare() throws IOException {
        site = CA.site();
        station = SigningStation.start(site);
    }

    @AfterEach
    void end() throws IOException {
        station.close();
        site.close();
    }

    private void restrict() throws IOException {
        station.authorize(SigningStation.restrictedTo(station.accountdCommand()));
    }

    @Test
    void noOtherCommandIsRun() throws IOException {
        station.authorize("restrict");
        assertThat(station.runSsh("station", "id").output()).contains("uid=");
        restrict();
        assertThat(station.runSsh("-n", "station", "id").output())
                .contains(GREETING)
                .doesNotContain("uid=");
        assertThat(station.runSsh("-n", "-s", "station", "sftp").output()).contains(GREETING);
    }

    @Test
    void noTerminalIsGiven() throws IOException {
        // An sshd that is not root's can't give the terminal away, and hangs up when it has made
        // one.
        station.authorize("command=\"tty\"");
        assertThat(station.runSsh("-tt", "station").output())
                .doesNotContain("PTY allocation request failed");
        restrict();
        assertThat(station.runSsh("-n", "-tt", "station").output())
                .contains("PTY allocation request failed");
    }

    @Test
    void noConnectionIsForwarded() throws IOException {
        String target = "127.0.0.1:" + station.port();
        station.authorize("restrict,port-forwarding");
        station.startSsh("-W", target, "station").awaitText("SSH-2.0-", Site.LONG);
        restrict();
        station.startSsh("-W", target, "station")
                .awaitText("open failed: administratively prohibited", Site.LONG);
        Site.Finished remote =
                station.runSsh("-n", "-N", "-o", NO_FORWARDING, "-R", "0:" + target, "station");
        assertThat(remote.status()).isNotZero();
        assertThat(remote.output()).contains("remote port forwarding failed");
    }

    @Test
    void noSocketIsForwarded() throws IOException {
        station.startAccountd();
        restrict();
        String remotePath = station.station("S.remote").toString();
        Site.Finished remote =
                station.runSsh("-N", "-o", NO_FORWARDING, "-R", remotePath + ":/x", "station");
        assertThat(remote.status()).isNotZero();
        assertThat(remote.output()).contains("remote port forwarding failed for listen path");
        Path local = station.host("S");
        TestProcess ssh =
                station.forward(local, "-N", "-L", local + ":" + station.station("S"), "station");
        assertThat(firstByte(local)).isEqualTo(-1);
        ssh.awaitText("open failed", Site.LONG);

        station.authorize("restrict,port-forwarding");
        Path allowed = station.host("S.allowed");
        station.forward(allowed, "-N", "-L", allowed + ":" + station.station("S"), "station");
        assertThat(firstByte(allowed)).isEqualTo('1');
    }

    @Test
    void noAgentIsForwarded() throws IOException {
        Path agent = station.host("agent");
        TestProcess running =
                site.start(
                        "agent",
                        SigningStation.as(
                                SigningStation.HOST_USER, "ssh-agent", "-D", "-a", agent));
        running.awaitText("SSH_AUTH_SOCK", Site.LONG);
        String[] command = {"-A", "-o", "IdentityAgent=" + agent, "station", "env"};
        station.authorize("agent-forwarding");
        assertThat(withAgent(agent, command)).contains("SSH_AUTH_SOCK=");
        station.authorize("restrict");
        assertThat(withAgent(agent, command)).contains("SHELL=").doesNotContain("SSH_AUTH_SOCK=");
    }

    private String withAgent(Path agent, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 2];
        command[0] = "-o";
        command[1] = "ForwardAgent=" + agent;
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return station.runSsh(command).output();
    }

    private static int firstByte(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer one = ByteBuffer.allocate(1);
            return channel.read(one) < 0 ? -1 : one.get(0);
        }
    }
}
