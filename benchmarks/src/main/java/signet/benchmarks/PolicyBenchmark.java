package signet.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import signet.accountd.policy.Asked;
import signet.accountd.policy.Consent;
import signet.accountd.policy.OrderMemory;
import signet.accountd.policy.PolicyEngine;
import signet.config.ConfigException;
import signet.config.PolicyConfig;
import signet.config.PolicyRule;
import signet.config.Specifiers;
import signet.signer.request.AcmeRequest;
import signet.signer.request.InvalidRequestException;
import signet.signer.server.Client;
import signet.signer.server.Presence;
import signet.signer.server.RequestPolicy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the policy decides. Orders that are refused only: those that are allowed are written to the
 * disk, whose speed is none of the policy's; {@code ./bench policy} has it.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls open first
public class PolicyBenchmark {

    private static final Client CLIENT = new Client(1, "web1", "socket");
    private static final String POLICY =
            """
            [ca bench]
            directory = https://ca.example/directory
            account = https://ca.example/acct/1

            [allow bench]
            ca = bench
            operations = issuance
            peers = web1, web2
            names = .example.org
            """;

    private Path folder;
    private PolicyEngine engine;
    private RequestPolicy policy;
    private AcmeRequest poll;
    private AcmeRequest foreignOrder;

    private static final class Nobody implements Consent {
        @Override
        public Optional<String> objection(PolicyRule rule, Asked asked, Presence presence) {
            return Optional.empty();
        }

        @Override
        public void count(Asked asked) {}
    }

    /** Reads a policy, and two requests. */
    @Setup(Level.Trial)
    public void open() throws IOException, ConfigException, InvalidRequestException {
        Fixture fixture = new Fixture();
        folder = Files.createTempDirectory("signet-bench");
        Path file = Files.writeString(folder.resolve("policy.conf"), POLICY);
        engine =
                PolicyEngine.open(
                        PolicyConfig.load(file, Specifiers.ofProcess()),
                        new OrderMemory(folder),
                        new Nobody());
        policy = engine.forKey(fixture.accountKey().getPublic());
        poll = fixture.reader().read(Fixture.poll());
        foreignOrder = fixture.reader().read(Fixture.order(List.of("www.example.net")));
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        engine.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Allows the poll of a resource. */
    @Benchmark
    public Object poll() {
        return policy.decide(CLIENT, poll, Presence.UNKNOWN);
    }

    /** Refuses an order for a name that no rule allows. */
    @Benchmark
    public Object foreignOrder() {
        return policy.decide(CLIENT, foreignOrder, Presence.UNKNOWN);
    }
}
