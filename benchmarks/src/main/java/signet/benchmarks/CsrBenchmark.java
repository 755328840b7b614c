package signet.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import signet.accountd.csr.RequestParser;
import signet.accountd.csr.UnacceptableRequestException;

/** Certificate requests, as the signer reads and verifies them where there is a policy. */
@State(Scope.Benchmark)
public class CsrBenchmark {

    private final RequestParser parser = new RequestParser();
    private byte[] csr = {};

    /** How many names it is for. */
    @Param({"1", "100"})
    public int names = 1;

    /** Makes one. */
    @Setup
    public void make() {
        csr = Fixture.csr(Fixture.names(names));
    }

    /** Names and key of a request whose signature is right. */
    @Benchmark
    public Object parse() throws UnacceptableRequestException {
        return parser.parse(csr);
    }
}
