package signet.accountd.audit.show;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads the times that people type. */
public final class Moments {

    private static final int DATE_LENGTH = "2026-11-24".length();

    private Moments() {}

    /**
     * Reads an ISO 8601 date or time; in UTC, as the log is, where it does not say otherwise.
     *
     * @param end whether a date means its end
     * @throws java.time.DateTimeException where it is none
     */
    public static Instant parse(String text, boolean end) {
        if (text.length() <= DATE_LENGTH) {
            LocalDate date = LocalDate.parse(text);
            return (end ? date.plusDays(1) : date).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        int time = text.indexOf('T');
        boolean zone =
                text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
        return zone
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
