package signet.accountd.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static signet.accountd.csr.TestRequest.attribute;
import static signet.accountd.csr.TestRequest.extension;
import static signet.accountd.csr.TestRequest.names;
import static signet.accountd.csr.TestRequest.requesting;
import static signet.accountd.csr.TestRequest.subject;
import static signet.testing.DerWriter.join;
import static signet.testing.DerWriter.sequence;
import static signet.testing.DerWriter.set;
import static signet.testing.DerWriter.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import signet.acme.Identifier;
import signet.der.Der;

import java.util.HexFormat;

class RequestedExtensionsTest {

    private static final String NAME = "a.example";

    private final TestRequest request = new TestRequest();

    @ParameterizedTest
    @CsvSource({
        "2.5.29.15, 030205a0",
        "2.5.29.15, 03020780",
        "2.5.29.15, 0303070180",
        "2.5.29.37, 300a06082b06010505070301",
        "2.5.29.37, 301406082b0601050507030106082b06010505070302",
        "2.5.29.19, 3000",
        "2.5.29.14, 040101",
        "1.3.6.1.5.5.7.1.24, 3003020105",
        "1.3.6.1.5.5.7.1.24, 3006020105020111",
        "1.3.6.1.5.5.7.1.24, 3005020300ffff",
    })
    void takesWhatServersNeed(String id, String value) throws Exception {
        assertThat(new RequestParser().parse(asking(id, value)).identifiers())
                .containsExactly(Identifier.dns(NAME));
    }

    @ParameterizedTest
    @CsvSource({
        "2.5.29.19, 30030101ff, not for the certificate of a server",
        "2.5.29.19, 30060101ff020100, not for the certificate of a server",
        "2.5.29.19, 3003020100, not for the certificate of a server",
        "2.5.29.19, 3003010100, not for the certificate of a server",
        "2.5.29.15, 03020204, not for the certificate of a server",
        "2.5.29.15, 03020186, not for the certificate of a server",
        "2.5.29.15, 03020102, not for the certificate of a server",
        "2.5.29.15, 030100, not for the certificate of a server",
        "2.5.29.15, 030204a0, can't be read",
        "2.5.29.37, 3000, not for the certificate of a server",
        "2.5.29.37, 300a06082b06010505070303, not for the certificate of a server",
        "2.5.29.37, 301406082b0601050507030106082b06010505070301, not for the certificate",
        "2.5.29.37, 30060604551d2500, not for the certificate of a server",
        "2.5.29.14, 0400, not for the certificate of a server",
        "1.3.6.1.5.5.7.1.24, 3000, not for the certificate of a server",
        "1.3.6.1.5.5.7.1.24, 30030201ff, not for the certificate of a server",
        "1.3.6.1.5.5.7.1.24, 30050203010000, not for the certificate of a server",
        "1.3.6.1.5.5.7.1.24, 3006020105020105, not for the certificate of a server",
        "2.5.29.30, 3000, asks for the extension 2.5.29.30",
        "2.5.29.18, 300b8209612e6578616d706c65, asks for the extension 2.5.29.18",
        "2.5.29.32, 30093007060567810c0101, asks for the extension 2.5.29.32",
        "1.3.6.1.4.1.44363.44, 0500, asks for the extension 1.3.6.1.4.1.44363.44",
        "1.2.3.4, 0500, asks for the extension 1.2.3.4",
        "2.16.840.1.113730.1.1, 03020640, asks for the extension 2.16.840.1.113730.1.1",
        "2.5.29.15, 0302078000, can't be read",
        "2.5.29.15, 05, can't be read",
    })
    void refusesWhatIsNotOnTheList(String id, String value, String reason) {
        byte[] der = asking(id, value);
        assertThatExceptionOfType(UnacceptableRequestException.class)
                .isThrownBy(() -> new RequestParser().parse(der))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"2.5.4.10", "2.5.4.6", "2.5.4.5", "1.2.840.113549.1.9.1"})
    void refusesASubjectOfMoreThanNames(String type) {
        byte[] der =
                request.with(
                        sequence(
                                set(attribute(type, text(Der.PRINTABLE_STRING, "XX"))),
                                set(attribute("2.5.4.3", text(Der.UTF8_STRING, NAME)))),
                        requesting(names(NAME)));
        assertThatExceptionOfType(UnacceptableRequestException.class)
                .isThrownBy(() -> new RequestParser().parse(der))
                .withMessage(
                        "its subject has the attribute "
                                + type
                                + ", where only CN (2.5.4.3) may stand");
    }

    @Test
    void marksAsCriticalAreForTheCa() throws Exception {
        byte[] critical =
                sequence(
                        join(
                                signet.testing.DerWriter.objectIdentifier("2.5.29.19"),
                                new byte[] {1, 1, -1},
                                signet.testing.DerWriter.octets(sequence())));
        assertThat(
                        new RequestParser()
                                .parse(
                                        request.with(
                                                subject(NAME), requesting(critical, names(NAME))))
                                .identifiers())
                .containsExactly(Identifier.dns(NAME));
    }

    private byte[] asking(String id, String value) {
        return request.with(
                subject(NAME),
                requesting(names(NAME), extension(id, HexFormat.of().parseHex(value))));
    }
}
