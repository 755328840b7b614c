package signet.accountd;

import signet.accountd.audit.AuditRepair;
import signet.accountd.audit.check.Problem;
import signet.accountd.audit.check.Verification;
import signet.jose.JsonObject;
import signet.text.Printable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Words what was found out about an audit log. */
final class AuditText {

    private AuditText() {}

    static List<String> lines(Path log, Verification found) {
        List<String> lines = new ArrayList<>();
        lines.add(
                found.problem()
                        .map(problem -> "BROKEN: " + problem)
                        .orElseGet(() -> log + " is in order: " + summary(found)));
        if (found.problem().isPresent()) {
            lines.add("In order before that: " + summary(found));
        }
        found.repairs()
                .forEach(
                        repair ->
                                lines.add(
                                        "Repaired at line "
                                                + repair.seq()
                                                + ": the log "
                                                + repair.reason()));
        return lines.stream().map(Printable::of).toList();
    }

    private static String summary(Verification found) {
        return found.decisions()
                + " decisions in "
                + found.lines()
                + " lines, "
                + found.files()
                + (found.files() == 1 ? " file" : " files")
                + found.first()
                        .flatMap(
                                first ->
                                        found.last().map(last -> ", from " + first + " to " + last))
                        .orElse("")
                + found.checkpoint()
                        .map(position -> "; newest checkpoint " + position)
                        .orElse("; no checkpoint yet");
    }

    static JsonObject json(Verification found) {
        JsonObject.Builder object =
                JsonObject.builder()
                        .put("ok", found.problem().isEmpty())
                        .put("decisions", found.decisions())
                        .put("lines", found.lines())
                        .put("files", found.files())
                        .put("first", found.first().map(Object::toString))
                        .put("last", found.last().map(Object::toString))
                        .put("checkpoint", found.checkpoint().map(Object::toString))
                        .putObjects(
                                "repairs",
                                found.repairs().stream()
                                        .map(
                                                repair ->
                                                        JsonObject.builder()
                                                                .put("seq", repair.seq())
                                                                .put("reason", repair.reason())
                                                                .build())
                                        .toList());
        found.problem().ifPresent(problem -> object.put("problem", json(problem)));
        return object.build();
    }

    private static JsonObject json(Problem problem) {
        return JsonObject.builder()
                .put("kind", problem.kind().words())
                .put("file", problem.file().toString())
                .put("line", problem.line())
                .put("seq", problem.seq())
                .put("detail", problem.detail())
                .build();
    }

    static String repaired(Path log, AuditRepair.Result result) {
        String kept =
                result.kept().stream().map(Path::toString).collect(Collectors.joining(" and "));
        return Printable.of(
                "Repaired: the audit log "
                        + log
                        + " "
                        + result.reason()
                        + "."
                        + (kept.isEmpty() ? "" : " What was there is in " + kept + ".")
                        + " Line "
                        + result.marker().seq()
                        + " tells of it. Next: signet-accountd audit verify "
                        + log);
    }
}
