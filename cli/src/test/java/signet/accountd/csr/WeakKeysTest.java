package signet.accountd.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static signet.accountd.csr.TestRequest.names;
import static signet.accountd.csr.TestRequest.requesting;
import static signet.accountd.csr.TestRequest.subject;
import static signet.testing.DerWriter.bits;
import static signet.testing.DerWriter.element;
import static signet.testing.DerWriter.integer;
import static signet.testing.DerWriter.join;
import static signet.testing.DerWriter.objectIdentifier;
import static signet.testing.DerWriter.sequence;

import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import javax.crypto.interfaces.DHPublicKey;

/** Keys whose private part anybody can find, in requests whose signature is right. */
class WeakKeysTest {

    private static final Random RANDOM = new Random(19);

    @TestFactory
    Stream<DynamicTest> refusesModuliThatAreEasyToFactor() throws Exception {
        BigInteger prime = prime(1024);
        BigInteger longPrime = longPrime();
        Map<String, RsaFixture> keys = new LinkedHashMap<>();
        keys.put("is a prime", RsaFixture.of(longPrime));
        keys.put("has a small factor", RsaFixture.of(BigInteger.valueOf(3), longPrime));
        keys.put("has a small factor ", RsaFixture.of(BigInteger.valueOf(65521), longPrime));
        keys.put("too close", RsaFixture.of(prime, prime.nextProbablePrime()));
        keys.put(
                "CVE-2017-15361",
                RsaFixture.of(RsaFixture.rocaPrime(RANDOM), RsaFixture.rocaPrime(RANDOM)));
        return keys.entrySet().stream()
                .map(
                        key ->
                                DynamicTest.dynamicTest(
                                        key.getKey(),
                                        () ->
                                                refused(
                                                        request(key.getValue()),
                                                        "weak: ",
                                                        key.getKey().strip())));
    }

    /** Returns one of which two make the whole length. */
    private static BigInteger prime(int bits) {
        BigInteger prime;
        do {
            prime = BigInteger.probablePrime(bits, RANDOM);
        } while (!prime.testBit(bits - 2));
        return prime;
    }

    /** Returns that of RFC 7919, which needs not be sought. */
    private static BigInteger longPrime() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
        generator.initialize(2048);
        return ((DHPublicKey) generator.generateKeyPair().getPublic()).getParams().getP();
    }

    private static byte[] request(RsaFixture key) {
        return key.request(info(key.publicKeyInfo()));
    }

    private static byte[] info(byte[] publicKeyInfo) {
        return sequence(
                integer(BigInteger.ZERO),
                subject("a.example"),
                publicKeyInfo,
                element(0xa0, requesting(names("a.example"))));
    }

    private static void refused(byte[] der, String... reasons) {
        assertThatExceptionOfType(UnacceptableRequestException.class)
                .isThrownBy(() -> new RequestParser().parse(der))
                .withMessageContainingAll(reasons);
    }

    @Test
    void aSquareIsNoModulus() {
        BigInteger prime = prime(1024);
        assertThat(new RsaModulus(prime.multiply(prime)).weakness())
                .hasValueSatisfying(reason -> assertThat(reason).contains("too close"));
    }

    /** Both are found by the same steps, as far as those go. */
    @Test
    void findsCloseFactorsWithinAHundredSteps() {
        BigInteger root = prime(1024);
        BigInteger step = BigInteger.TWO.pow(512);
        assertThat(weakness(root, root.add(step.multiply(BigInteger.valueOf(20)))))
                .contains("its modulus is of two numbers that are too close");
    }

    private static Optional<String> weakness(BigInteger one, BigInteger near) {
        return new RsaModulus(one.multiply(near.nextProbablePrime())).weakness();
    }

    @Test
    void takesKeysThatAreChosenAtRandom() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        RSAPublicKey key = (RSAPublicKey) generator.generateKeyPair().getPublic();
        assertThat(new RsaModulus(key.getModulus()).weakness()).isEmpty();
        BigInteger one = prime(1024);
        RsaFixture fixture = RsaFixture.of(one, prime(1024));
        assertThat(new RequestParser().parse(request(fixture)).key()).isNotNull();
    }

    /** Its signature is right for whatever is signed. */
    @ParameterizedTest
    @CsvSource({
        "2b6570, 01, 32",
        "2b6571, 01, 57",
    })
    void refusesTheIdentityAsAKey(String algorithm, String first, int length) {
        byte[] point = Arrays.copyOf(HexFormat.of().parseHex(first), length);
        byte[] id = sequence(element(6, HexFormat.of().parseHex(algorithm)));
        byte[] signature = Arrays.copyOf(point, 2 * length);
        refused(sequence(info(sequence(id, bits(point))), id, bits(signature)), "too weak");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                // Not in their one form, modulo 2^255 - 19.
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            })
    void knowsPointsOfSmallOrder(String littleEndian) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(littleEndian);
        for (int i = 0; i < bytes.length / 2; i++) {
            byte kept = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = kept;
        }
        EdwardsPoint.Curve curve = EdwardsPoint.of(key("Ed25519")).curve();
        assertThat(new EdwardsPoint(new BigInteger(1, bytes), curve).isOfSmallOrder()).isTrue();
    }

    @Test
    void knowsPointsOfSmallOrderOfTheLongCurve() throws Exception {
        EdwardsPoint.Curve curve = EdwardsPoint.of(key("Ed448")).curve();
        for (BigInteger y :
                new BigInteger[] {
                    BigInteger.ZERO, BigInteger.ONE, curve.p().subtract(BigInteger.ONE), curve.p()
                }) {
            assertThat(new EdwardsPoint(y, curve).isOfSmallOrder()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "Ed448"})
    void takesPointsOfLargeOrder(String curve) throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(EdwardsPoint.of(key(curve)).isOfSmallOrder()).isFalse();
        }
    }

    private static EdECPublicKey key(String curve) throws Exception {
        return (EdECPublicKey) KeyPairGenerator.getInstance(curve).generateKeyPair().getPublic();
    }

    /** To look for a weakness takes long, so the signature is verified before. */
    @Test
    void looksForWeaknessesOfThoseAloneWhoHaveTheKey() throws Exception {
        RsaFixture weak = RsaFixture.of(BigInteger.valueOf(65521), longPrime());
        byte[] der = request(weak);
        refused(der, "weak: ", "small factor");
        der[der.length - 1] ^= 1;
        refused(der, "not by its own key");
    }

    @ParameterizedTest
    @ValueSource(ints = {2047, 4097, 8192})
    void refusesModuliOfOtherLengths(int bits) {
        RsaFixture rsa =
                new RsaFixture(BigInteger.TWO.pow(bits).subtract(BigInteger.ONE), BigInteger.ONE);
        refused(rsa.request(info(rsa.publicKeyInfo())), "RSA needs 2048 to 4096 bits");
    }

    /** No CA takes it, though a provider may. */
    @Test
    void refusesOtherCurvesWhateverTheProviderKnows() throws Exception {
        Provider provider = new BouncyCastleProvider();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
        generator.initialize(new ECGenParameterSpec("secp256k1"));
        KeyPair pair = generator.generateKeyPair();
        byte[] info = info(pair.getPublic().getEncoded());
        Signature signature = Signature.getInstance("SHA256withECDSA", provider);
        signature.initSign(pair.getPrivate());
        signature.update(info);
        byte[] der =
                sequence(
                        info,
                        sequence(objectIdentifier("1.2.840.10045.4.3.2")),
                        bits(signature.sign()));
        Security.addProvider(provider);
        try {
            refused(der, "another curve than P-256");
        } finally {
            Security.removeProvider(provider.getName());
        }
    }

    /** Each is a key to some reader. */
    @TestFactory
    Stream<DynamicTest> refusesKeysInAnotherForm() {
        RsaFixture rsa = RsaFixture.of(prime(1024), prime(1024));
        byte[] numbers = sequence(integer(rsa.modulus()), integer(BigInteger.valueOf(65537)));
        byte[] id = objectIdentifier("1.2.840.113549.1.1.1");
        Map<String, byte[]> keys = new LinkedHashMap<>();
        keys.put("without parameters", sequence(sequence(id), bits(numbers)));
        keys.put(
                "with other parameters",
                sequence(sequence(id, integer(BigInteger.ONE)), bits(numbers)));
        keys.put(
                "of Ed25519 with parameters",
                sequence(
                        sequence(objectIdentifier("1.3.101.112"), new byte[] {5, 0}),
                        bits(new byte[32])));
        keys.put(
                "of a curve with explicit parameters",
                sequence(
                        sequence(objectIdentifier("1.2.840.10045.2.1"), sequence()),
                        bits(new byte[65])));
        keys.put(
                "off the curve",
                sequence(
                        sequence(
                                objectIdentifier("1.2.840.10045.2.1"),
                                objectIdentifier("1.2.840.10045.3.1.7")),
                        bits(join(new byte[] {4}, new byte[64]))));
        keys.put(
                "with something behind it",
                sequence(sequence(id, new byte[] {5, 0}), bits(join(numbers, new byte[] {5, 0}))));
        keys.put(
                "with a third number",
                sequence(
                        sequence(id, new byte[] {5, 0}),
                        bits(
                                sequence(
                                        integer(rsa.modulus()),
                                        integer(BigInteger.valueOf(65537)),
                                        integer(BigInteger.ONE)))));
        keys.put(
                "of an exponent of 3",
                sequence(
                        sequence(id, new byte[] {5, 0}),
                        bits(sequence(integer(rsa.modulus()), integer(BigInteger.valueOf(3))))));
        keys.put(
                "of a long exponent",
                sequence(
                        sequence(id, new byte[] {5, 0}),
                        bits(
                                sequence(
                                        integer(rsa.modulus()),
                                        integer(BigInteger.TWO.pow(70).add(BigInteger.ONE))))));
        keys.put(
                "of a negative modulus",
                sequence(
                        sequence(id, new byte[] {5, 0}),
                        bits(
                                sequence(
                                        integer(rsa.modulus().negate()),
                                        integer(BigInteger.valueOf(65537))))));
        return keys.entrySet().stream()
                .map(
                        key ->
                                DynamicTest.dynamicTest(
                                        key.getKey(),
                                        () -> refused(rsa.request(info(key.getValue())), "key")));
    }
}
