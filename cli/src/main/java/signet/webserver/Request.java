package signet.webserver;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a request's head that matters here.
 *
 * @param method as sent; case matters (RFC 9110, section 9.1)
 * @param target the request target as sent (RFC 9112, section 3.2)
 */
record Request(String method, String target) {

    private static final String NAME = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern REQUEST_LINE =
            Pattern.compile("(" + NAME + ") ([\\x21-\\x7e]+) HTTP/([0-9]\\.[0-9])");
    private static final Pattern FIELD = Pattern.compile("(" + NAME + "):.*");

    /**
     * Parses a head.
     *
     * @param head its lines, each with its CRLF
     */
    static Request parse(String head) throws BadRequestException {
        List<String> lines = head.lines().toList();
        Matcher first = REQUEST_LINE.matcher(lines.getFirst());
        if (!first.matches()) {
            throw new BadRequestException(Status.BAD_REQUEST);
        }
        String version = first.group(3);
        if (!version.equals("1.0") && !version.equals("1.1")) {
            throw new BadRequestException(Status.VERSION_NOT_SUPPORTED);
        }
        int hosts = 0;
        for (String line : lines.subList(1, lines.size() - 1)) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                throw new BadRequestException(Status.BAD_REQUEST);
            }
            hosts += field.group(1).toLowerCase(Locale.ROOT).equals("host") ? 1 : 0;
        }
        // RFC 9112, section 3.2: exactly one, which only a client of HTTP/1.0 may leave out.
        if (hosts > 1 || (hosts == 0 && version.equals("1.1"))) {
            throw new BadRequestException(Status.BAD_REQUEST);
        }
        return new Request(first.group(1), first.group(2));
    }
}
