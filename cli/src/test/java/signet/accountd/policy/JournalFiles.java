package signet.accountd.policy;

import signet.acme.Identifier;
import signet.signer.request.OperationKind;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes memories of orders as signers would after many orders. */
final class JournalFiles {

    private JournalFiles() {}

    /** Fills one of this format: orders of so many registered domains each, all different. */
    static Path full(Path file, String rule, Instant time, long bytes, int domains)
            throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            out.write(JournalHeader.line() + "\n");
            long written = 0;
            for (int i = 0; written < bytes; i++) {
                String line = order(i, rule, time, domains).encode() + "\n";
                out.write(line);
                written += line.length();
            }
        }
        return file;
    }

    private static OrderRecord order(int number, String rule, Instant time, int domains) {
        Set<Long> numbers = new TreeSet<>();
        for (long i = 0; i < domains; i++) {
            numbers.add((number * (long) domains + i) * 0x9E3779B97F4A7C15L);
        }
        return new OrderRecord(
                time.toEpochMilli(),
                OperationKind.NEW_ORDER,
                number % 2 == 0 ? "root" : "web2",
                "socket",
                "letsencrypt",
                rule,
                NamesDigest.of(Set.of(Identifier.dns("n" + number + ".x"))),
                DomainSet.of(numbers));
    }

    /** Returns a line of the first format. */
    static String first(Instant time, String rule, String... names) {
        return "{\"time\":\""
                + time
                + "\",\"peer\":\"web1\",\"via\":\"socket\",\"ca\":\"letsencrypt\",\"rule\":\""
                + rule
                + "\",\"identifiers\":["
                + Set.of(names).stream()
                        .map(name -> "{\"type\":\"dns\",\"value\":\"" + name + "\"}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    /** Returns names of one registered domain. */
    static String[] names(int order, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "n" + order + "x" + i + ".lab.example")
                .toArray(String[]::new);
    }
}
