package signet.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys of {@code signet-accountd.conf} that concern requests that wait for a person's yes.
 *
 * @param timeout how long persons have, 1 second to 1 day
 * @param retryAfter how long the same is not asked again after a no, 1 second to 1 day
 * @param questionsPerHour how many questions without a yes a peer may have, 1 to 1000
 * @param command the program that asks a person, with its arguments; empty for none
 * @param notifyCommand the program that tells persons of a question; empty for none
 * @param socket where persons answer with {@code signet-accountd approvals}
 * @param group the group whose members can connect to that socket
 * @param approvers the users whose answers count there, besides root
 * @param terminal whether to ask on the terminal, where there is one
 */
public record ApprovalConfig(
        Duration timeout,
        Duration retryAfter,
        int questionsPerHour,
        List<String> command,
        List<String> notifyCommand,
        Optional<Path> socket,
        Optional<String> group,
        List<String> approvers,
        boolean terminal) {

    private static final String SOCKET = "approval-socket";
    private static final String NOTIFY = "notify-command";
    private static final String GROUP = "approval-group";
    private static final String PER_HOUR = "approval-questions-per-hour";
    private static final String APPROVERS = "approvers";

    static final List<String> KEYS =
            List.of(
                    "approval-timeout",
                    "approval-retry-after",
                    PER_HOUR,
                    "approval-command",
                    NOTIFY,
                    SOCKET,
                    GROUP,
                    APPROVERS,
                    "approval-terminal");

    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");
    private static final int DAY = 24 * 3600;

    static ApprovalConfig of(SectionReader section) throws ConfigException {
        Optional<Path> socket = section.absolutePath(SOCKET);
        if (socket.isEmpty()) {
            for (String key : List.of(NOTIFY, GROUP, APPROVERS)) {
                Optional<IniEntry> entry = section.filled(key);
                if (entry.isPresent()) {
                    throw entry.get().error("has no effect without \"" + SOCKET + "\"; set it");
                }
            }
        }
        return new ApprovalConfig(
                section.seconds("approval-timeout", 120, 1, DAY),
                section.seconds("approval-retry-after", 60, 1, DAY),
                section.number(PER_HOUR, 20, 1, 1000),
                section.words("approval-command"),
                section.words(NOTIFY),
                socket,
                section.text(GROUP),
                names(section.text(APPROVERS).orElse("")),
                section.yesNo("approval-terminal", true));
    }

    private static List<String> names(String text) {
        return Arrays.stream(SEPARATOR.split(text)).filter(name -> !name.isEmpty()).toList();
    }
}
