package signet.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import signet.jose.Jwk;
import signet.signer.SignatureAlgorithm;
import signet.signer.protocol.Greeting;
import signet.signer.protocol.LineReader;
import signet.signer.protocol.Protocol;
import signet.signer.protocol.SigningRequest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of the signing protocol. */
@State(Scope.Benchmark)
public class ProtocolBenchmark {

    private static final int LINES = 1000;

    private final byte[] lines = lines();
    private final String line =
            new String(Fixture.poll().encode(), StandardCharsets.US_ASCII).strip();
    private final byte[] greeting =
            Greeting.of(
                            SignatureAlgorithm.ES256,
                            Jwk.of(new Fixture().accountKey().getPublic()),
                            Optional.empty())
                    .encode()
                    .getBytes(StandardCharsets.US_ASCII);

    private static byte[] lines() {
        byte[] line = Fixture.poll().encode();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < LINES; i++) {
            all.writeBytes(line);
        }
        return all.toByteArray();
    }

    /** A line out of a stream. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public long readLine() throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(lines));
        long length = 0;
        for (int i = 0; i < LINES; i++) {
            length += reader.readLine(Protocol.MAX_REQUEST_LINE).orElseThrow().length();
        }
        return length;
    }

    /** A request out of a line. */
    @Benchmark
    public Object parseRequest() throws IOException {
        return SigningRequest.parse(line);
    }

    /** What a client reads first. */
    @Benchmark
    public Object readGreeting() throws IOException {
        return Greeting.read(new LineReader(new ByteArrayInputStream(greeting)));
    }
}
