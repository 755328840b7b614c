package signet.master.certificate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as lacme writes them: {@code 2026-11-24 06:00:00 UTC}. */
final class UtcTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private UtcTime() {}

    static String format(Instant time) {
        return FORMAT.format(time);
    }
}
