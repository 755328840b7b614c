package signet.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import signet.signer.protocol.MalformedRequestException;
import signet.signer.protocol.SigningRequest;
import signet.signer.request.AcmeRequest;
import signet.signer.request.InvalidRequestException;
import signet.signer.request.RequestReader;

import java.nio.charset.StandardCharsets;

/** What the signer does with a line before it decides: reads it, and finds out what it asks for. */
@State(Scope.Benchmark)
public class RequestBenchmark {

    private final RequestReader reader = new Fixture().reader();
    private final String poll = line(Fixture.poll());
    private final String order = line(Fixture.order(Fixture.names(1)));
    private final String bigOrder = line(Fixture.order(Fixture.names(100)));
    private final String finalization = line(Fixture.finalization(Fixture.names(1)));

    private static String line(SigningRequest request) {
        return new String(request.encode(), StandardCharsets.US_ASCII).strip();
    }

    private AcmeRequest read(String line)
            throws MalformedRequestException, InvalidRequestException {
        return reader.read(SigningRequest.parse(line));
    }

    /** The poll of a resource. */
    @Benchmark
    public Object poll() throws MalformedRequestException, InvalidRequestException {
        return read(poll);
    }

    /** An order of one name. */
    @Benchmark
    public Object order() throws MalformedRequestException, InvalidRequestException {
        return read(order);
    }

    /** An order of a hundred names. */
    @Benchmark
    public Object orderOfAHundredNames() throws MalformedRequestException, InvalidRequestException {
        return read(bigOrder);
    }

    /** The end of an order, with its certificate request, which is not looked into yet. */
    @Benchmark
    public Object finalization() throws MalformedRequestException, InvalidRequestException {
        return read(finalization);
    }
}
