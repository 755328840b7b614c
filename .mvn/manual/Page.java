/**
 * How a manual page is called.
 *
 * @param section of the manual
 * @param brief what it is about, in a few words
 */
record Page(String name, int section, String brief) {
    String file() {
        return "man" + section + "/" + name + "." + section;
    }

    String reference() {
        return name + "(" + section + ")";
    }
}
