package signet.accountd.csr;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

import signet.acme.Identifier;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Certificate requests of clients: for the names that their own key has signed, and no others. */
final class RequestParserFuzzTest {

    /** Those in the genuine requests of the corpus; nobody can sign another one. */
    private static final Set<Identifier> NAMES =
            Set.of(
                    Identifier.dns("a.example"),
                    Identifier.dns("b.example"),
                    Identifier.ip("192.0.2.1"),
                    Identifier.ip("2001:db8::1"));

    @FuzzTest
    void der(byte[] input) {
        Optional<RequestedNames> names = names(input);
        CertificateRequest request;
        try {
            request = new RequestParser().parse(input);
        } catch (UnacceptableRequestException e) {
            assertThat(e.reason()).matches("[ -~]+");
            return;
        }
        assertThat(request.identifiers()).isNotEmpty().isSubsetOf(NAMES);
        assertThat(request.keyDigest()).matches("[0-9a-f]{64}");
        assertThat(names).contains(new RequestedNames(request.identifiers(), request.keyDigest()));
    }

    /** What the audit log says needs no signature, so that anything gets there. */
    private static Optional<RequestedNames> names(byte[] input) {
        RequestedNames names;
        try {
            names = new RequestParser().names(input);
        } catch (UnacceptableRequestException e) {
            assertThat(e.reason()).matches("[ -~]+");
            return Optional.empty();
        }
        Optional<Set<Identifier>> read = read(input);
        if (read.isPresent()) {
            assertThat(names.identifiers()).isEqualTo(read.get());
        }
        return Optional.of(names);
    }

    /** BouncyCastle looks at less of a request, but at the same names. */
    private static Optional<Set<Identifier>> read(byte[] input) {
        Set<Identifier> names = new HashSet<>();
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(input);
            assertThat(request.toASN1Structure().getEncoded(ASN1Encoding.DER)).isEqualTo(input);
            for (RDN part : request.getSubject().getRDNs()) {
                for (AttributeTypeAndValue value : part.getTypesAndValues()) {
                    if (value.getType().equals(BCStyle.CN)) {
                        names.add(ofText(IETFUtils.valueToString(value.getValue())));
                    }
                }
            }
            Extensions extensions = request.getRequestedExtensions();
            GeneralNames alternatives =
                    extensions == null
                            ? null
                            : GeneralNames.fromExtensions(
                                    extensions, Extension.subjectAlternativeName);
            if (alternatives != null) {
                for (GeneralName name : alternatives.getNames()) {
                    names.add(
                            name.getTagNo() == GeneralName.dNSName
                                    ? Identifier.dns(name.getName().toString())
                                    : Identifier.ip(
                                            ASN1OctetString.getInstance(name.getName())
                                                    .getOctets()));
                }
            }
            return Optional.of(names);
        } catch (IOException | RuntimeException e) {
            // It has opinions on types that have no part in this.
            return Optional.empty();
        }
    }

    private static Identifier ofText(String text) {
        try {
            return Identifier.ip(text);
        } catch (IllegalArgumentException _) {
            return Identifier.dns(text);
        }
    }
}
