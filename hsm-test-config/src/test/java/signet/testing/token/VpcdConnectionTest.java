package signet.testing.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import signet.testing.Eventually;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;

/** The test is the reader. */
class VpcdConnectionTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SIGN = "0087119a267c2482008120" + "01".repeat(32) + "00";

    private VirtualYubiKey card;
    private ServerSocket reader;
    private VpcdConnection connection;
    private Socket slot;

    @BeforeEach
    void insert() throws IOException {
        var key = PivKey.of(PivSlot.AUTHENTICATION, KeyType.P256).withPinPolicy(PinPolicy.NEVER);
        card = VirtualYubiKey.create("123456", key.withTouch());
        reader = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        connection = new VpcdConnection(reader.getLocalPort(), card.applet());
        slot = reader.accept();
        slot.setSoTimeout((int) LONG.toMillis());
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        slot.close();
        reader.close();
    }

    private void send(String message) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(message);
        var out = new DataOutputStream(slot.getOutputStream());
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private String receive() throws IOException {
        var in = new DataInputStream(slot.getInputStream());
        return HexFormat.of().formatHex(in.readNBytes(in.readUnsignedShort()));
    }

    @Test
    void isSeenWhenThePowerComesOn() throws Exception {
        assertThat(connection.awaitPower(Duration.ZERO)).isFalse();
        send("01");
        assertThat(connection.awaitPower(LONG)).isTrue();
    }

    @Test
    void answersWithItsAtrAndToCommandsButNotToPower() throws Exception {
        send("01");
        send("04");
        assertThat(receive()).startsWith("3bfd13").contains("597562694b6579");
        send("00a4040005a000000308");
        assertThat(receive()).endsWith("9000");
        send("00");
        send("00fd0000");
        assertThat(receive()).isEqualTo("6d00");
    }

    @Test
    void canBePulledWhileASignatureWaitsForATouch() throws Exception {
        send("00a4040005a000000308");
        receive();
        send(SIGN);
        Eventually.await("the signature that waits", LONG, card::waitsForTouch);
        connection.close();
        assertThat(slot.getInputStream().read()).isEqualTo(-1);
        assertThat(card.waitsForTouch()).isFalse();
        assertThat(card.signatures()).isZero();
    }

    @Test
    void endsWhenTheReaderGoes() throws Exception {
        slot.close();
        Eventually.await("the end", LONG, () -> !connection.alive());
    }
}
