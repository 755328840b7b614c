package signet.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an attacker runs who has taken over the client: JDK only, so that it runs from anywhere.
 * Each line of the file is a name, a tab, and what is sent; each line that is printed is the name,
 * a tab, and the answer. Meanwhile it holds connections that say nothing, or half of something.
 */
public final class AttackClient {

    private static final int HALF_OPEN = 20;
    private static final String END = "the connection was closed";

    private AttackClient() {}

    /** Runs with the socket's path and the file. */
    public static void main(String[] args) throws IOException {
        Path socket = Path.of(args[0]);
        List<SocketChannel> halfOpen = new ArrayList<>();
        for (int i = 0; i < HALF_OPEN; i++) {
            SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
            if (i % 2 == 0) {
                send(channel, "eyJhbGciOiJFUzI1NiIs");
            }
            halfOpen.add(channel);
        }
        for (String line : Files.readAllLines(Path.of(args[1]), StandardCharsets.ISO_8859_1)) {
            int tab = line.indexOf('\t');
            System.out.println(
                    line.substring(0, tab) + "\t" + answer(socket, line.substring(tab + 1)));
        }
        for (SocketChannel channel : halfOpen) {
            channel.close();
        }
    }

    private static String answer(Path socket, String text) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    Channels.newInputStream(channel), StandardCharsets.US_ASCII));
            String greeting = in.readLine();
            String key = in.readLine();
            if (greeting == null || key == null) {
                return END;
            }
            send(channel, "1 REFUSALS\r\n" + text + "\r\n");
            String answer = in.readLine();
            return answer == null ? END : answer;
        } catch (IOException e) {
            return END;
        }
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            int _ = channel.write(bytes);
        }
    }
}
