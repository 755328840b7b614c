package signet.der;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;

import signet.testing.DerWriter;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is read is what its parts write again, and another reader writes the same. */
final class DerFuzzTest {

    @FuzzTest
    void der(byte[] input) throws DerException {
        Der der;
        try {
            der = Der.parse(input);
        } catch (DerException e) {
            assertThat(e.reason()).matches("[ -~]+");
            return;
        }
        assertThat(der.encoding()).isEqualTo(input);
        assertThat(written(der)).isEqualTo(input);
        Optional<byte[]> reread = reread(input);
        if (reread.isPresent()) {
            assertThat(reread.get()).isEqualTo(input);
        }
    }

    private static byte[] written(Der der) throws DerException {
        List<Der> children = der.children(der.tag());
        byte[][] parts = new byte[children.size()][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = written(children.get(i));
        }
        return (der.tag() & 0x20) == 0
                ? DerWriter.element(der.tag(), der.content())
                : DerWriter.element(der.tag(), parts);
    }

    /** BouncyCastle reads BER, but has opinions of its own on texts and times. */
    private static Optional<byte[]> reread(byte[] input) {
        try {
            return Optional.of(ASN1Primitive.fromByteArray(input).getEncoded(ASN1Encoding.DER));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
