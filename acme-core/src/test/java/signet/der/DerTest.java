package signet.der;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static signet.testing.DerWriter.bits;
import static signet.testing.DerWriter.element;
import static signet.testing.DerWriter.integer;
import static signet.testing.DerWriter.objectIdentifier;
import static signet.testing.DerWriter.octets;
import static signet.testing.DerWriter.sequence;
import static signet.testing.DerWriter.set;
import static signet.testing.DerWriter.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;

class DerTest {

    @Test
    void readsEachType() throws Exception {
        byte[] long0 = new byte[300];
        byte[] der =
                sequence(
                        integer(BigInteger.valueOf(-128)),
                        element(Der.BOOLEAN, new byte[] {-1}),
                        objectIdentifier("1.2.840.113549.1.9.14"),
                        octets(long0),
                        bits(new byte[] {1, 2}),
                        set(text(Der.IA5_STRING, "a"), text(Der.IA5_STRING, "b")),
                        element(0xa0, element(0x82, new byte[] {'x'})),
                        element(Der.NULL));
        Der all = Der.parse(der);
        List<Der> parts = all.children(Der.SEQUENCE, 8);
        assertThat(all.encoding()).isEqualTo(der);
        assertThat(parts.get(0).integer()).isEqualTo(-128);
        assertThat(parts.get(1).bool()).isTrue();
        assertThat(parts.get(2).objectIdentifier()).isEqualTo("1.2.840.113549.1.9.14");
        assertThat(parts.get(3).octets()).isEqualTo(long0);
        assertThat(parts.get(4).wholeBits()).containsExactly(1, 2);
        assertThat(parts.get(5).children(Der.SET).getLast().ascii()).isEqualTo("b");
        Der inner = parts.get(6).children(0xa0, 1).getFirst();
        assertThat(inner.tag()).isEqualTo(0x82);
        assertThat(inner.asciiContent()).isEqualTo("x");
        assertThat(inner).isEqualTo(Der.parse(element(0x82, new byte[] {'x'})));
        assertThat(inner).hasSameHashCodeAs(Der.parse(element(0x82, new byte[] {'x'})));
        assertThat(all).hasToString("30, " + der.length + " bytes").isNotEqualTo(inner);
    }

    /** Each of them is the same to a reader of BER. */
    @ParameterizedTest
    @CsvSource({
        "0101 ff 00, something behind",
        "3080 0000, indefinite",
        "3003 0281 01 05, longer form",
        "30 81 03 020105, longer form",
        "30 82 0003 020105, longer form",
        "30 83 000100, longer form",
        "30 84 00000003 020105, too long",
        "30 ff, too long",
        "3004 020105, cut off",
        "30, cut off",
        "3081, cut off",
        "'', cut off",
        "3003 020205, cut off",
        "0101 01, form of DER",
        "0102 ffff, form of DER",
        "0100, form of DER",
        "0200, form of DER",
        "0202 0001, form of DER",
        "0202 ff80, form of DER",
        "0a02 0001, form of DER",
        "0501 00, form of DER",
        "0600, form of DER",
        "0602 8001, form of DER",
        "0602 2a81, form of DER",
        "0300, form of DER",
        "0301 01, form of DER",
        "0302 0801, form of DER",
        "0302 0103, form of DER",
        "0302 ff00, form of DER",
        "0c02 c080, form of DER",
        "3106 020102 020101, not in order",
        "3104 1400 3000, not in order",
        "3104 3000 1400, not in order",
        "2403 040141, a type that DER has not",
        "2203 020105, a type that DER has not",
        "1003 020105, a type that DER has not",
        "1103 020105, a type that DER has not",
        "0000, a type that DER has not",
        "1f810100, a type that DER has not",
        "bf810100, a type that DER has not",
        "3002 0000, a type that DER has not",
    })
    void refusesEveryOtherForm(String hex, String reason) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatExceptionOfType(DerException.class)
                .isThrownBy(() -> Der.parse(bytes))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "020100", "0201ff", "02020080", "0202ff7f", "010100", "0301 00", "03020700",
                "0302 0780", "0c02c3a9", "3000", "3100", "a000", "8000", "3106020101020101",
                "060129"
            })
    void takesWhatIsInItsForm(String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThat(Der.parse(bytes).encoding()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0", "1.39", "2.5.29.17", "2.999.3", "2.100.9223372036854775807"})
    void writesObjectIdentifiers(String text) throws Exception {
        assertThat(Der.parse(objectIdentifier(text)).objectIdentifier()).isEqualTo(text);
    }

    @Test
    void readsListsOfBitsThatEndInOne() throws Exception {
        assertThat(Der.parse(new byte[] {3, 2, 5, (byte) 0xa0}).namedBits())
                .isEqualTo(BitSet.valueOf(new long[] {0b101}));
        assertThat(Der.parse(new byte[] {3, 1, 0}).namedBits()).isEqualTo(new BitSet());
        for (byte[] bits : List.of(new byte[] {3, 2, 4, (byte) 0xa0}, new byte[] {3, 2, 0, 0})) {
            assertThatExceptionOfType(DerException.class)
                    .isThrownBy(() -> Der.parse(bits).namedBits())
                    .withMessageContaining("ends in zeros");
        }
    }

    @Test
    void saysWhatDoesNotBelongThere() throws Exception {
        Der text = Der.parse(new byte[] {0x1e, 2, 0, 'a'});
        List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> wrong =
                List.of(
                        text::ascii,
                        text::integer,
                        text::bool,
                        text::octets,
                        text::wholeBits,
                        text::namedBits,
                        text::objectIdentifier,
                        () -> text.children(Der.SEQUENCE),
                        () -> text.children(Der.SET, 1));
        for (var reading : wrong) {
            assertThatExceptionOfType(DerException.class)
                    .isThrownBy(reading)
                    .withMessageContaining("type 1e does not belong there");
        }
        assertThatExceptionOfType(DerException.class)
                .isThrownBy(() -> Der.parse(new byte[] {0x0c, 2, (byte) 0xc3, (byte) 0xa9}).ascii())
                .withMessageContaining("not ASCII");
        assertThatExceptionOfType(DerException.class)
                .isThrownBy(() -> Der.parse(new byte[] {3, 2, 1, 2}).wholeBits());
        assertThatExceptionOfType(DerException.class)
                .isThrownBy(() -> Der.parse(sequence(integer(BigInteger.ONE))).children(0x30, 2))
                .withMessageContaining("1 elements where 2 belong");
    }

    @Test
    void doesNotFollowEndlessNesting() {
        byte[] der = {};
        for (int i = 0; i < 5000; i++) {
            der = sequence(der);
        }
        byte[] deep = der;
        assertThatExceptionOfType(DerException.class)
                .isThrownBy(() -> Der.parse(deep))
                .withMessageContaining("nested too deeply");
    }

    /** Writing a long one as text takes time that grows with its square. */
    @ParameterizedTest
    @ValueSource(ints = {65, 100_000})
    void refusesLongObjectIdentifiers(int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 1);
        refused(element(6, content), "an object identifier of more than 64 bytes");
    }

    @Test
    void refusesNumbersOfObjectIdentifiersBeyond63Bits() throws Exception {
        assertThat(
                        Der.parse(HexFormat.of().parseHex("060a2affffffffffffffff7f"))
                                .objectIdentifier())
                .isEqualTo("1.2." + Long.MAX_VALUE);
        refused(
                HexFormat.of().parseHex("060b2a81808080808080808000"),
                "an object identifier with a number of more than 63 bits");
    }

    @Test
    void refusesMoreElementsThanACertificateHas() throws Exception {
        byte[][] most = new byte[4095][];
        Arrays.fill(most, new byte[] {5, 0});
        assertThat(Der.parse(sequence(most)).children(Der.SEQUENCE)).hasSize(most.length);
        byte[][] more = Arrays.copyOf(most, most.length + 1);
        more[most.length] = most[0];
        refused(sequence(more), "more than 4096 elements");
    }

    private static void refused(byte[] der, String reason) {
        assertThatExceptionOfType(DerException.class)
                .isThrownBy(() -> Der.parse(der))
                .withMessageContaining(reason);
    }

    @Test
    void keepsItsBytesToItself() throws Exception {
        byte[] bytes = {2, 1, 5};
        Der der = Der.parse(bytes);
        bytes[2] = 6;
        der.encoding()[2] = 7;
        der.content()[0] = 7;
        assertThat(der.integer()).isEqualTo(5);
    }
}
