package signet.master.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The subject alternative names of a certificate. */
final class CertificateNames {

    private static final int DNS = 2;
    private static final int IP = 7;

    private CertificateNames() {}

    /**
     * Returns all of them in OpenSSL's way of writing, sorted; those of other kinds than DNS and IP
     * as {@code type N}, so that they are never taken for one that was asked for.
     *
     * @throws CertificateParsingException where the extension can't be read
     */
    static Set<String> of(X509Certificate certificate) throws CertificateParsingException {
        TreeSet<String> names = new TreeSet<>();
        Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
        if (entries != null) {
            for (List<?> entry : entries) {
                names.add(text((Integer) entry.get(0), String.valueOf(entry.get(1))));
            }
        }
        return names;
    }

    static Set<String> of(WantedCertificate wanted) {
        return wanted.names().stream()
                .map(RequestedName::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(int type, String value) {
        return switch (type) {
            case DNS -> "DNS:" + value.toLowerCase(Locale.ROOT);
            case IP -> "IP:" + IpText.parse(value).map(IpText::format).orElse(value);
            default -> "type " + type + ":" + value;
        };
    }
}
