package signet.config;

import org.jspecify.annotations.Nullable;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of some days of the week, such as {@code Mon-Fri 08:00-18:00}.
 *
 * @param days on which it begins
 * @param from its first minute
 * @param to the minute after its last one; midnight is the end of the day
 */
public record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?:([A-Za-z]{3})(?:-([A-Za-z]{3}))?\\s+)?"
                            + "([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})");
    private static final String DAYS = "montuewedthufrisatsun";
    private static final int LETTERS = 3;
    private static final int WEEK = 7;

    /** Copies the days. */
    public TimeWindow {
        days = Set.copyOf(days);
    }

    /**
     * Reads a window; without days it is one of every day.
     *
     * @throws IllegalArgumentException where it is none; the message is for who wrote it
     */
    static TimeWindow parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw wrong(text);
        }
        LocalTime from = time(text, form.group(3));
        LocalTime to = form.group(4).equals("24:00") ? LocalTime.MIN : time(text, form.group(4));
        if (!to.equals(LocalTime.MIN) && !from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" ends before it begins; write two windows, one for each day");
        }
        return new TimeWindow(days(text, form.group(1), form.group(2)), from, to);
    }

    private static Set<DayOfWeek> days(String text, @Nullable String first, @Nullable String last) {
        if (first == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        DayOfWeek day = day(text, first);
        DayOfWeek end = last == null ? day : day(text, last);
        for (int i = 0; i < WEEK; i++) {
            days.add(day);
            if (day == end) {
                break;
            }
            day = day.plus(1);
        }
        return days;
    }

    private static DayOfWeek day(String text, String name) {
        int index = DAYS.indexOf(name.toLowerCase(Locale.ROOT));
        if (index < 0 || index % LETTERS != 0) {
            throw wrong(text);
        }
        return DayOfWeek.of(index / LETTERS + 1);
    }

    private static LocalTime time(String text, String time) {
        try {
            return LocalTime.parse(time);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" has a time that no clock shows", e);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\" is not like \"Mon-Fri 08:00-18:00\" or \"22:00-24:00\"");
    }

    /** Says whether a moment is in the window. */
    public boolean contains(ZonedDateTime moment) {
        LocalTime time = moment.toLocalTime();
        return days.contains(moment.getDayOfWeek())
                && !time.isBefore(from)
                && (to.equals(LocalTime.MIN) || time.isBefore(to));
    }
}
