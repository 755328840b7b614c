package signet.signer.softkey;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads what an ECPrivateKey (RFC 5915 section 3) tells besides the key. */
final class EcKeys {

    private static final int PARAMETERS = 0xa0;
    private static final int PUBLIC_KEY = 0xa1;

    private EcKeys() {}

    /** Returns the curve. */
    static Der parameters(Der ecPrivateKey) throws IOException {
        Optional<Der> parameters = member(ecPrivateKey, PARAMETERS);
        if (parameters.isEmpty()) {
            throw new IOException("no curve");
        }
        return parameters.get();
    }

    /**
     * Returns the public point (SEC 1 section 2.3.3).
     *
     * @param curve the curve's object identifier in dots
     */
    static byte[] publicPoint(Der ecPrivateKey, String curve) throws IOException {
        Optional<Der> bits = member(ecPrivateKey, PUBLIC_KEY);
        if (bits.isPresent()) {
            byte[] value = bits.get().value(Der.BIT_STRING);
            return Arrays.copyOfRange(value, 1, value.length);
        }
        // Not all programs store it. Loading BouncyCastle is slow, but these keys are rare.
        BigInteger key =
                new BigInteger(
                        1, ecPrivateKey.elements(Der.SEQUENCE).get(1).value(Der.OCTET_STRING));
        return CustomNamedCurves.getByOID(new ASN1ObjectIdentifier(curve))
                .getG()
                .multiply(key)
                .getEncoded(false);
    }

    private static Optional<Der> member(Der ecPrivateKey, int tag) throws IOException {
        List<Der> members = ecPrivateKey.elements(Der.SEQUENCE);
        for (Der member : members) {
            if (member.tag() == tag) {
                return Optional.of(member.inner());
            }
        }
        return Optional.empty();
    }
}
