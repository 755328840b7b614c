package signet.signer.pkcs11.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

class TokenCurveTest {

    private static final HexFormat HEX = HexFormat.of();

    /** The end of an EC SubjectPublicKeyInfo is the uncompressed point. */
    private static final int P_256_POINT = 65;

    @Test
    void readsIdentifiersNamesAndExplicitParameters() {
        assertEquals(Optional.of(TokenCurve.P_256), curve("06082a8648ce3d030107"));
        assertEquals(Optional.of(TokenCurve.P_384), curve("06052b81040022"));
        assertEquals(Optional.empty(), curve("06052b8104000a"));
        assertEquals(Optional.empty(), curve(""));
        assertEquals(Optional.of(TokenCurve.P_384), curve("1309" + hex("secp384r1")));
        String prime = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
        String field = "302c06072a8648ce3d0101022100" + prime;
        assertEquals(Optional.of(TokenCurve.P_256), curve("3031020101" + field));
    }

    @Test
    void readsPointsWrappedOrBareAndRefusesThoseOffTheCurve() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        PublicKey key = generator.generateKeyPair().getPublic();
        byte[] encoded = key.getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - P_256_POINT, encoded.length);
        assertEquals(Optional.of(key), TokenCurve.P_256.publicKey(point));
        byte[] wrapped = HEX.parseHex("0441" + HEX.formatHex(point));
        assertEquals(Optional.of(key), TokenCurve.P_256.publicKey(wrapped));
        assertEquals(Optional.empty(), TokenCurve.P_384.publicKey(wrapped));
        point[P_256_POINT - 1] ^= 1;
        assertEquals(Optional.empty(), TokenCurve.P_256.publicKey(point));
        assertEquals(Optional.empty(), TokenCurve.P_256.publicKey(new byte[0]));
    }

    private static Optional<TokenCurve> curve(String hex) {
        return TokenCurve.of(HEX.parseHex(hex));
    }

    private static String hex(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
