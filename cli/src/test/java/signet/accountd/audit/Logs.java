package signet.accountd.audit;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.CheckpointPublicKey;
import signet.accountd.audit.chain.LogFiles;
import signet.accountd.audit.chain.LogWalk;
import signet.accountd.audit.chain.LogWalk.Located;
import signet.accountd.audit.chain.Position;
import signet.accountd.audit.check.Problem;
import signet.accountd.audit.check.Verification;
import signet.accountd.audit.check.Verifier;
import signet.accountd.audit.check.VerifyOptions;
import signet.config.AuditConfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An audit log in a folder, and what one does with it. */
final class Logs implements AuditEvents {

    /** Checkpoints by number only, the head file at once. */
    static final Cadence OFTEN = new Cadence(5, Duration.ofDays(1), Duration.ZERO);

    static final long NO_ROTATION = Long.MAX_VALUE;

    final AuditConfig config;
    final LogFiles files;
    final List<Position> checkpoints = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    Logs(Path folder) {
        config = AuditConfig.of(folder.resolve("audit.log"));
        files = new LogFiles(config.file());
    }

    @Override
    public synchronized void checkpoint(Position position) {
        checkpoints.add(position);
    }

    @Override
    public synchronized void warning(String problem) {
        warnings.add(problem);
    }

    AuditLog open() throws IOException {
        return open(NO_ROTATION);
    }

    AuditLog open(long rotateAfter) throws IOException {
        return AuditLog.open(config, rotateAfter, OFTEN, this, FileStorage::open);
    }

    /** Makes a log with so many decisions, and closes it. */
    void write(int entries, long rotateAfter) throws IOException {
        try (AuditLog log = open(rotateAfter)) {
            for (int i = 0; i < entries; i++) {
                log.append(entry("www" + i + ".example.org"));
            }
        }
    }

    static AuditEntry entry(String name) {
        return AuditEntry.builder(Instant.parse("2026-11-24T17:00:00Z"), "newOrder", Outcome.SIGNED)
                .peer("alice", "socket")
                .ca("https://ca.example/directory")
                .names(List.of(name))
                .rule("web")
                .token("0123")
                .build();
    }

    List<ChainLine> lines() throws IOException {
        List<ChainLine> lines = new ArrayList<>();
        try (LogWalk walk = new LogWalk(files, false)) {
            for (Optional<Located> next = walk.next(); next.isPresent(); next = walk.next()) {
                lines.add(ChainLine.parse(next.get().line().bytes()));
            }
        }
        return lines;
    }

    Verification verify(Position... expected) throws IOException {
        return verify(CheckpointPublicKey.read(config.checkpointKey()), expected);
    }

    Verification verify(CheckpointPublicKey key, Position... expected) throws IOException {
        return new Verifier(files, new VerifyOptions(key, List.of(expected), Set.of(), false))
                .run();
    }

    Problem problem(Position... expected) throws IOException {
        return verify(expected).problem().orElseThrow();
    }

    /** Returns the lines of a file, with their ends. */
    static List<String> text(Path file) throws IOException {
        return List.of(
                        Files.readString(file, StandardCharsets.US_ASCII)
                                .splitWithDelimiters("\n", 0))
                .stream()
                .collect(
                        ArrayList::new,
                        (lines, part) -> {
                            if (part.equals("\n")) {
                                lines.set(lines.size() - 1, lines.getLast() + part);
                            } else if (!part.isEmpty()) {
                                lines.add(part);
                            }
                        },
                        List::addAll);
    }

    static void setText(Path file, List<String> lines) throws IOException {
        Files.writeString(file, String.join("", lines), StandardCharsets.US_ASCII);
    }
}
