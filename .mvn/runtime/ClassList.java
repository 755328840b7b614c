import java.util.List;

/**
 * A list of classes as Java writes it, made independent of the run that it comes from: two runs
 * load the same classes, in an order that depends on the moment.
 */
class ClassList {
    private static final String COMMENT = "#";

    /** Which references of a class were resolved; depends on what was compiled when. */
    private static final String RESOLVED = "@cp ";

    private static final String NUMBER = " id: [0-9]+$";

    static List<String> of(List<String> recorded) {
        return recorded.stream()
                .filter(line -> !line.startsWith(COMMENT) && !line.startsWith(RESOLVED))
                .map(line -> line.replaceFirst(NUMBER, ""))
                .sorted()
                .distinct()
                .toList();
    }
}
