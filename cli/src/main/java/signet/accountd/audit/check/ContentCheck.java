package signet.accountd.audit.check;

import signet.accountd.audit.chain.ChainLine;
import signet.accountd.audit.chain.Checkpoint;
import signet.accountd.audit.chain.LineType;
import signet.accountd.audit.chain.LogWalk.Located;
import signet.accountd.audit.check.Problem.Kind;
import signet.jose.JsonException;

import java.util.Optional;

/** Checks what the lines say that are about the log itself. Not thread-safe. */
final class ContentCheck {

    private final VerifyOptions options;
    private final Findings findings;
    private Optional<String> log = Optional.empty();

    ContentCheck(VerifyOptions options, Findings findings) {
        this.options = options;
        this.findings = findings;
    }

    /** Returns the id of the log; empty before its first line. */
    String log() {
        return log.orElse("");
    }

    void check(Located located, ChainLine line) throws ProblemException, JsonException {
        switch (line.type()) {
            case GENESIS, ROTATED -> begin(located, line);
            case CHECKPOINT -> checkpoint(located, line);
            case REPAIRED -> repaired(located, line);
            case DECISION -> {}
        }
    }

    private void begin(Located located, ChainLine line) throws ProblemException, JsonException {
        String id = line.json().requiredString("log");
        if (line.type() == LineType.GENESIS ? line.seq() != 0 : located.line().number() != 1) {
            throw problem(Kind.EDITED, located, line, "a line like this is the first one only");
        }
        checkLog(located, line, id);
        checkKey(located, line);
        log = Optional.of(id);
    }

    private void checkpoint(Located located, ChainLine line)
            throws ProblemException, JsonException {
        Checkpoint checkpoint = Checkpoint.of(line);
        checkLog(located, line, checkpoint.attestation().log());
        checkKey(located, line);
        if (!options.key().verifies(checkpoint.attestation(), checkpoint.signature())) {
            throw problem(Kind.BAD_SIGNATURE, located, line, "the checkpoint's signature is wrong");
        }
    }

    private void repaired(Located located, ChainLine line) throws ProblemException, JsonException {
        String reason = line.json().requiredString("reason");
        Optional<String> vouched = line.json().string("vouched");
        if (vouched.isPresent() && !options.accepted().contains(line.seq())) {
            throw problem(
                    Kind.TRUNCATED,
                    located,
                    line,
                    "a repair recorded that lines up to "
                            + vouched.get()
                            + " were vouched for, and not there any more; --accept="
                            + line.seq()
                            + " accepts that");
        }
        findings.repaired(line.seq(), reason);
    }

    private void checkLog(Located located, ChainLine line, String id) throws ProblemException {
        if (log.isPresent() && !log.get().equals(id)) {
            throw problem(Kind.REPLACED, located, line, "it is of another log");
        }
    }

    private void checkKey(Located located, ChainLine line) throws ProblemException, JsonException {
        String key = line.json().requiredString("key");
        if (!key.equals(options.key().id())) {
            throw problem(
                    Kind.OTHER_KEY,
                    located,
                    line,
                    "it is of key " + key + ", and not of " + options.key().id());
        }
    }

    private static ProblemException problem(
            Kind kind, Located located, ChainLine line, String detail) {
        return new ProblemException(
                new Problem(kind, located.file(), located.line().number(), line.seq(), detail));
    }
}
