package signet.accountd.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static signet.accountd.csr.TestRequest.EXTENSION_REQUEST;
import static signet.accountd.csr.TestRequest.MICROSOFT;
import static signet.accountd.csr.TestRequest.alternatives;
import static signet.accountd.csr.TestRequest.attribute;
import static signet.accountd.csr.TestRequest.attributeOf;
import static signet.accountd.csr.TestRequest.extension;
import static signet.accountd.csr.TestRequest.names;
import static signet.accountd.csr.TestRequest.requesting;
import static signet.accountd.csr.TestRequest.subject;
import static signet.testing.DerWriter.element;
import static signet.testing.DerWriter.integer;
import static signet.testing.DerWriter.join;
import static signet.testing.DerWriter.objectIdentifier;
import static signet.testing.DerWriter.octets;
import static signet.testing.DerWriter.sequence;
import static signet.testing.DerWriter.set;
import static signet.testing.DerWriter.text;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import signet.acme.Identifier;
import signet.der.Der;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A request is refused where another reader could take it for another one. */
class OneReadingTest {

    private static final String GOOD = "allowed.example";
    private static final String EVIL = "evil.lab.example";
    private static final byte[] SUBJECT = subject(GOOD);

    private final TestRequest request = new TestRequest();

    /** Readers see one list of extensions, or the other, or both. */
    @TestFactory
    Stream<DynamicTest> refusesNamesThatStandElsewhereToo() {
        byte[] good = requesting(names(GOOD));
        byte[] evil = requesting(names(EVIL));
        byte[] usage = requesting(extension("2.5.29.15", new byte[] {3, 2, 7, (byte) 0x80}));
        Map<String, byte[]> requests = new LinkedHashMap<>();
        requests.put("two attributes", request.with(SUBJECT, good, evil));
        requests.put("two attributes, the evil one first", request.with(SUBJECT, evil, good));
        requests.put("the same attribute twice", request.with(SUBJECT, good, good));
        requests.put(
                "two values",
                request.with(
                        SUBJECT,
                        attributeOf(
                                EXTENSION_REQUEST, sequence(names(GOOD)), sequence(names(EVIL)))));
        requests.put("no value", request.with(SUBJECT, attributeOf(EXTENSION_REQUEST)));
        requests.put("names in the second attribute alone", request.with(SUBJECT, usage, evil));
        requests.put(
                "Microsoft's attribute beside a good one",
                request.with(SUBJECT, attributeOf(MICROSOFT, sequence(names(EVIL))), good));
        requests.put(
                "Microsoft's attribute alone",
                request.with(SUBJECT, attributeOf(MICROSOFT, sequence(names(EVIL)))));
        requests.put(
                "another attribute",
                request.with(
                        SUBJECT,
                        attributeOf("1.2.840.113549.1.9.7", text(Der.UTF8_STRING, "password"))));
        requests.put(
                "two extensions for names",
                request.with(SUBJECT, requesting(names(GOOD), names(EVIL))));
        requests.put(
                "a second list of names in the first",
                request.with(
                        SUBJECT,
                        requesting(
                                extension(
                                        "2.5.29.17",
                                        join(
                                                sequence(text(0x82, GOOD)),
                                                sequence(text(0x82, EVIL)))))));
        requests.put("a list of no extensions", request.with(SUBJECT, requesting()));
        requests.put(
                "an element behind the attributes",
                request.signed(
                        sequence(
                                join(
                                        content(request.info(SUBJECT, good)),
                                        element(0xa1, new byte[0])))));
        requests.put(
                "a name in UTF-16",
                request.with(
                        sequence(
                                set(
                                        attribute(
                                                "2.5.4.3",
                                                element(0x1e, new byte[] {0, 'a', 0, '.'})))),
                        good));
        requests.put(
                "a name with NUL",
                request.with(SUBJECT, requesting(names(GOOD + "\0." + EVIL, GOOD))));
        requests.put(
                "an address in the form of IPv6",
                request.with(
                        SUBJECT,
                        requesting(
                                alternatives(
                                        text(0x82, GOOD),
                                        element(
                                                0x87,
                                                HexFormat.of()
                                                        .parseHex(
                                                                "00000000000000000000ffff0a000001"))))));
        requests.put("an address as a name", request.with(SUBJECT, requesting(names("10.0.0.1"))));
        return tests(requests);
    }

    /** As indefinite lengths and their like are: no reader of DER takes them. */
    @TestFactory
    Stream<DynamicTest> refusesWhatIsNotDer() {
        byte[] good = requesting(names(GOOD));
        byte[] info = request.info(SUBJECT, good);
        byte[] der = request.signed(info);
        Map<String, byte[]> requests = new LinkedHashMap<>();
        requests.put("something behind it", join(der, new byte[] {0}));
        requests.put("a second one behind it", join(der, der));
        requests.put("a text", text(0x16, "-----BEGIN CERTIFICATE REQUEST-----"));
        byte[] content = content(info);
        requests.put(
                "an indefinite length",
                request.signed(join(new byte[] {0x30, (byte) 0x80}, content, new byte[2])));
        requests.put(
                "a long length", request.signed(join(lengthOf4Bytes(content.length), content)));
        byte[] outer = content(der);
        requests.put("a long length outside", join(lengthOf4Bytes(outer.length), outer));
        requests.put(
                "a critical flag that is the default",
                request.with(
                        SUBJECT,
                        requesting(
                                sequence(
                                        objectIdentifier("2.5.29.17"),
                                        element(1, new byte[1]),
                                        octets(sequence(text(0x82, GOOD)))))));
        requests.put(
                "a boolean of 01",
                request.with(
                        SUBJECT,
                        requesting(
                                sequence(
                                        objectIdentifier("2.5.29.17"),
                                        element(1, new byte[] {1}),
                                        octets(sequence(text(0x82, GOOD)))))));
        requests.put(
                "names in pieces",
                request.with(
                        SUBJECT,
                        requesting(
                                sequence(
                                        objectIdentifier("2.5.29.17"),
                                        element(0x24, octets(sequence(text(0x82, GOOD))))))));
        requests.put(
                "a subject out of order",
                request.with(
                        sequence(
                                set(
                                        attribute("2.5.4.3", text(Der.UTF8_STRING, "b.example")),
                                        attribute("2.5.4.3", text(Der.UTF8_STRING, "a.example")))),
                        good));
        requests.put(
                "no subject attribute", request.with(sequence(set()), requesting(names(GOOD))));
        requests.put(
                "version 2",
                request.signed(sequence(integer(BigInteger.ONE), behindVersion(info))));
        return tests(requests);
    }

    private static Stream<DynamicTest> tests(Map<String, byte[]> requests) {
        return requests.entrySet().stream()
                .map(
                        attack ->
                                DynamicTest.dynamicTest(
                                        attack.getKey(),
                                        () -> {
                                            refused(
                                                    () ->
                                                            new RequestParser()
                                                                    .parse(attack.getValue()));
                                            refused(
                                                    () ->
                                                            new RequestParser()
                                                                    .names(attack.getValue()));
                                        }));
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        assertThatExceptionOfType(UnacceptableRequestException.class)
                .isThrownBy(reading)
                .matches(refused -> refused.reason().matches("[ -~]+"));
    }

    @Test
    void readsAllNamesThatThereAre() throws Exception {
        byte[] der =
                request.with(
                        sequence(
                                set(
                                        attribute(
                                                "2.5.4.3", text(Der.PRINTABLE_STRING, "192.0.2.1")),
                                        attribute("2.5.4.3", text(Der.IA5_STRING, "a.example"))),
                                set(attribute("2.5.4.3", text(Der.UTF8_STRING, "B.example")))),
                        requesting(
                                alternatives(
                                        text(0x82, "*.c.example"),
                                        element(0x87, new byte[] {10, 0, 0, 1}),
                                        element(0x87, new byte[16]))));
        Identifier[] names = {
            Identifier.dns("a.example"),
            Identifier.ip("192.0.2.1"),
            Identifier.dns("b.example"),
            Identifier.dns("*.c.example"),
            Identifier.ip("10.0.0.1"),
            Identifier.ip("::")
        };
        assertThat(new RequestParser().parse(der).identifiers()).containsExactlyInAnyOrder(names);
        assertThat(new RequestParser().names(der).identifiers()).containsExactlyInAnyOrder(names);
        byte[] bare = request.with(subject("A.example"));
        assertThat(new RequestParser().parse(bare).identifiers())
                .containsExactly(Identifier.dns("a.example"));
        assertThat(new RequestParser().names(bare).keyDigest())
                .isEqualTo(new RequestParser().parse(bare).keyDigest());
    }

    /** What is unusual and has one reading is named in the audit log, and refused by a policy. */
    @Test
    void readsNamesAlsoOfWhatIsRefused() throws Exception {
        byte[] der =
                request.with(
                        join(
                                sequence(
                                        set(attribute("2.5.4.10", text(Der.UTF8_STRING, "Bank"))),
                                        set(attribute("2.5.4.3", text(Der.UTF8_STRING, GOOD))))),
                        requesting(
                                names(GOOD),
                                extension("2.5.29.19", sequence(element(1, new byte[] {-1})))));
        refused(() -> new RequestParser().parse(der));
        assertThat(new RequestParser().names(der).identifiers())
                .containsExactly(Identifier.dns(GOOD));
    }

    private static byte[] lengthOf4Bytes(int length) {
        return new byte[] {0x30, (byte) 0x84, 0, 0, (byte) (length >> 8), (byte) length};
    }

    /** Returns the content of a sequence. */
    private static byte[] content(byte[] sequence) {
        int octets = sequence[1] < 0 ? sequence[1] & 0x7f : 0;
        return Arrays.copyOfRange(sequence, 2 + octets, sequence.length);
    }

    private static byte[] behindVersion(byte[] info) {
        byte[] content = content(info);
        return Arrays.copyOfRange(content, 3, content.length);
    }
}
