package signet.signer.softkey;

import signet.signer.SignatureAlgorithm;
import signet.signer.remote.RemoteTimeouts;
import signet.signer.remote.SignerConnection;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Measures signatures a second of a running signet-accountd (or any other signer) over one
 * connection, one request after the other. Arguments: the socket's path, and for how many seconds.
 */
final class Throughput {

    private Throughput() {}

    /** Prints one line a second. */
    public static void main(String[] args) throws Exception {
        Path socket = Path.of(args[0]);
        try (SignerConnection connection = SignerConnection.open(socket, RemoteTimeouts.DEFAULT)) {
            String input = input(connection.greeting().algorithm());
            for (int second = 0; second < Integer.parseInt(args[1]); second++) {
                long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
                int count = 0;
                for (; System.nanoTime() < end; count++) {
                    byte[] _ = connection.sign(input);
                }
                System.out.println(connection.greeting().algorithm() + " " + count + "/s");
            }
        }
    }

    private static String input(SignatureAlgorithm algorithm) {
        return new String(SignerContractTest.input(algorithm, "n"), StandardCharsets.US_ASCII);
    }
}
