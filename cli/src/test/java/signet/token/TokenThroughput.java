package signet.token;

import signet.signer.pkcs11.dialog.HelperTask;
import signet.signer.protocol.Greeting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Measures signatures a second of signet-token over its pipes, with so many requests in flight.
 * Arguments: the module, the URI of the key, its PIN, the engine, how many in flight, and for how
 * many seconds. The environment is the module's. To be run in the folder of the module cli.
 */
final class TokenThroughput {

    private TokenThroughput() {}

    /** Prints one line a second. */
    public static void main(String[] args) throws Exception {
        HelperTask.Key key = new HelperTask.Key(args[1], args[0], args[3], Optional.empty());
        Path folder = Files.createTempDirectory("throughput");
        int inFlight = Integer.parseInt(args[4]);
        try (TokenProcess process =
                TokenProcess.start(folder, Map.of(), new HelperTask.Serve(key))) {
            Greeting greeting = process.serve(args[2]);
            send(process, inFlight);
            for (int second = 0; second < Integer.parseInt(args[5]); second++) {
                long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
                int count = 0;
                while (System.nanoTime() < end) {
                    count += exchange(process);
                }
                System.out.println(greeting.algorithm() + " x" + inFlight + " " + count + "/s");
            }
        }
    }

    /** Takes one answer and sends one request, as accountd does. */
    private static int exchange(TokenProcess process) throws IOException {
        if (process.answer().orElseThrow().startsWith("1 NO")) {
            throw new IOException("a refusal");
        }
        send(process, 1);
        return 1;
    }

    private static void send(TokenProcess process, int count) throws IOException {
        byte[] request = TokenProcess.request("a nonce of some length");
        for (int i = 0; i < count; i++) {
            process.send(request);
        }
    }
}
