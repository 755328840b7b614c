package signet.master.certificate;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

import signet.config.CertificateConfig;
import signet.config.ConfigException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a subject in the syntax of {@code openssl req -subj}: {@code /TYPE=VALUE/TYPE=VALUE}, where
 * a backslash takes the meaning off the next character, and {@code +} joins attributes to one RDN.
 */
final class SubjectParser {

    private static final Map<String, ASN1ObjectIdentifier> TYPES =
            Map.ofEntries(
                    Map.entry("CN", BCStyle.CN),
                    Map.entry("commonName", BCStyle.CN),
                    Map.entry("C", BCStyle.C),
                    Map.entry("countryName", BCStyle.C),
                    Map.entry("ST", BCStyle.ST),
                    Map.entry("stateOrProvinceName", BCStyle.ST),
                    Map.entry("L", BCStyle.L),
                    Map.entry("localityName", BCStyle.L),
                    Map.entry("O", BCStyle.O),
                    Map.entry("organizationName", BCStyle.O),
                    Map.entry("OU", BCStyle.OU),
                    Map.entry("organizationalUnitName", BCStyle.OU),
                    Map.entry("emailAddress", BCStyle.EmailAddress),
                    Map.entry("DC", BCStyle.DC),
                    Map.entry("domainComponent", BCStyle.DC),
                    Map.entry("UID", BCStyle.UID),
                    Map.entry("userId", BCStyle.UID),
                    Map.entry("serialNumber", BCStyle.SERIALNUMBER),
                    Map.entry("SN", BCStyle.SURNAME),
                    Map.entry("surname", BCStyle.SURNAME),
                    Map.entry("GN", BCStyle.GIVENNAME),
                    Map.entry("givenName", BCStyle.GIVENNAME),
                    Map.entry("title", BCStyle.T),
                    Map.entry("street", BCStyle.STREET),
                    Map.entry("streetAddress", BCStyle.STREET),
                    Map.entry("postalCode", BCStyle.POSTAL_CODE));

    private static final Set<ASN1ObjectIdentifier> IA5 = Set.of(BCStyle.EmailAddress, BCStyle.DC);
    private static final Set<ASN1ObjectIdentifier> PRINTABLE =
            Set.of(BCStyle.C, BCStyle.SERIALNUMBER);

    /** Upper bounds of RFC 5280 appendix A.1, in characters; a CA refuses more. */
    private static final Map<ASN1ObjectIdentifier, Integer> MOST =
            Map.of(BCStyle.CN, 64, BCStyle.O, 64, BCStyle.OU, 64, BCStyle.L, 128, BCStyle.ST, 128);

    private final CertificateConfig config;
    private final List<List<AttributeTypeAndValue>> rdns = new ArrayList<>();
    private final List<String> commonNames = new ArrayList<>();
    private int position;

    private SubjectParser(CertificateConfig config) {
        this.config = config;
    }

    /** The subject, and the values of its CN attributes in order. */
    record Subject(X500Name name, List<String> commonNames) {}

    static Subject parse(CertificateConfig config) throws ConfigException {
        return new SubjectParser(config).parse();
    }

    private Subject parse() throws ConfigException {
        String text = config.subject();
        if (!text.startsWith("/")) {
            throw error("\"" + text + "\" does not start with /; write /CN=www.example.org");
        }
        boolean joins = false;
        position = 1;
        while (position < text.length()) {
            String type = word(text, "=");
            if (position > text.length() || type.isEmpty() || text.charAt(position - 1) != '=') {
                throw error("\"" + type + "\" is not followed by =; write TYPE=VALUE");
            }
            String value = word(text, "/+");
            add(type.strip(), value, joins);
            joins = position <= text.length() && text.charAt(position - 1) == '+';
        }
        if (joins) {
            throw error("ends in +; write another TYPE=VALUE after it, or \\+ for the sign");
        }
        RDN[] all =
                rdns.stream()
                        .map(rdn -> new RDN(rdn.toArray(AttributeTypeAndValue[]::new)))
                        .toArray(RDN[]::new);
        return new Subject(new X500Name(all), List.copyOf(commonNames));
    }

    /** Reads up to one of the ends, and past it; at the end of the text one past that. */
    private String word(String text, String ends) throws ConfigException {
        StringBuilder word = new StringBuilder();
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '\\') {
                position++;
                if (position == text.length()) {
                    throw error("ends in a backslash; remove it, or double it for the sign");
                }
                word.append(text.charAt(position));
            } else if (ends.indexOf(c) >= 0) {
                break;
            } else {
                word.append(c);
            }
        }
        position++;
        return word.toString();
    }

    private void add(String type, String value, boolean joins) throws ConfigException {
        ASN1ObjectIdentifier oid = TYPES.get(type);
        if (oid == null && type.matches("[0-2](\\.(0|[1-9][0-9]{0,17})){1,20}")) {
            oid = ASN1ObjectIdentifier.tryFromID(type);
        }
        if (oid == null) {
            throw error(
                    String.format(
                            Locale.ROOT,
                            "unknown attribute \"%s\"; there are %s, and object identifiers with"
                                    + " dots",
                            type,
                            String.join(", ", TYPES.keySet().stream().sorted().toList())));
        }
        if (value.isEmpty()) {
            throw error("attribute " + type + " has no value; write one, or remove it");
        }
        int most = MOST.getOrDefault(oid, 255);
        if (value.codePointCount(0, value.length()) > most) {
            throw error(
                    String.format(
                            Locale.ROOT,
                            "attribute %s is longer than %d characters (RFC 5280 appendix A.1);"
                                    + " shorten it, or remove it",
                            type,
                            most));
        }
        if (oid.equals(BCStyle.CN)) {
            commonNames.add(value);
        }
        if (!joins) {
            rdns.add(new ArrayList<>());
        }
        rdns.getLast().add(new AttributeTypeAndValue(oid, encode(type, oid, value)));
    }

    private ASN1Encodable encode(String type, ASN1ObjectIdentifier oid, String value)
            throws ConfigException {
        boolean country = oid.equals(BCStyle.C);
        if ((country && !value.matches("[A-Za-z]{2}"))
                || (IA5.contains(oid) && !StandardCharsets.US_ASCII.newEncoder().canEncode(value))
                || (PRINTABLE.contains(oid) && !DERPrintableString.isPrintableString(value))) {
            throw error(
                    String.format(
                            Locale.ROOT,
                            "attribute %s can't be \"%s\"; write %s",
                            type,
                            value,
                            country ? "a code of two letters" : "plain ASCII"));
        }
        if (IA5.contains(oid)) {
            return new DERIA5String(value);
        }
        return PRINTABLE.contains(oid) ? new DERPrintableString(value) : new DERUTF8String(value);
    }

    private ConfigException error(String what) {
        return config.error("subject", what);
    }
}
