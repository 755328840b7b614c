/**
 * What each manual page says of itself.
 *
 * @param source the product and its version
 * @param date of the version, YYYY-MM-DD
 */
record Edition(String source, String date) {
    /** Takes the date from the time that all of the build's results have. */
    static Edition of(String version, String timestamp) {
        return new Edition("Signet " + version, timestamp.substring(0, "YYYY-MM-DD".length()));
    }
}
