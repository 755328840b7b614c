package signet.testing.token;

import jdk.net.ExtendedSocketOptions;

import signet.testing.DerWriter;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A card in a virtual reader of vsmartcard's vpcd: each message is two bytes of length and as many
 * bytes; a message of one byte is the reader's, any other an APDU. Closing pulls the card.
 */
final class VpcdConnection implements AutoCloseable {

    private static final int POWER_OFF = 0;
    private static final int POWER_ON = 1;
    private static final int RESET = 2;
    private static final int GET_ATR = 4;
    private static final Duration END = Duration.ofSeconds(10);

    private final Socket socket;
    private final SmartCard card;
    private final Thread thread;
    private final CountDownLatch powered = new CountDownLatch(1);

    VpcdConnection(int port, SmartCard card) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        this.card = card;
        socket.setTcpNoDelay(true);
        this.thread = Thread.ofPlatform().daemon().name("card at " + port).start(this::serve);
    }

    /** Waits until the reader has seen the card; tells whether it has. */
    boolean awaitPower(Duration deadline) throws InterruptedException {
        return powered.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells whether the card is still in the reader. */
    boolean alive() {
        return thread.isAlive();
    }

    private void serve() {
        try (socket;
                var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                OutputStream out = socket.getOutputStream()) {
            while (true) {
                byte[] message = read(in);
                byte[] answer = message.length == 1 ? control(message[0]) : card.transmit(message);
                if (message.length != 1 || message[0] == GET_ATR) {
                    out.write(frame(answer));
                }
            }
        } catch (IOException | InterruptedException e) {
            // Pulled, or the reader is gone.
        }
    }

    /** Without an immediate ACK, the reader's next write waits 40 ms for a delayed one (Nagle). */
    private byte[] read(DataInputStream in) throws IOException {
        socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        byte[] message = new byte[in.readUnsignedShort()];
        socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        in.readFully(message);
        return message;
    }

    private byte[] control(byte command) {
        switch (command) {
            case POWER_OFF, RESET -> card.reset();
            case POWER_ON -> {
                card.reset();
                powered.countDown();
            }
            default -> {
                // GET_ATR, which changes nothing.
            }
        }
        return card.answerToReset();
    }

    private static byte[] frame(byte[] answer) {
        byte[] length = {(byte) (answer.length >> 8), (byte) answer.length};
        return DerWriter.join(length, answer);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        thread.interrupt();
        try {
            if (!thread.join(END)) {
                throw new IOException("the card does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
