package signet.signer.pkcs11.uri;

/** The blanks that fill up the fixed fields of PKCS#11 structures. */
final class Padding {

    private Padding() {}

    static String strip(String field) {
        int end = field.length();
        while (end > 0 && field.charAt(end - 1) == ' ') {
            end--;
        }
        return field.substring(0, end);
    }
}
