package signet.testing.token;

import signet.testing.DerWriter;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An X.509 certificate around a public key, signed by a throw-away key: tokens and their modules
 * look at the public key in it and at nothing else.
 */
final class WrapperCertificate {

    /** SEQUENCE { OBJECT IDENTIFIER ecdsa-with-SHA256 }, RFC 5758 section 3.2. */
    private static final byte[] ECDSA_WITH_SHA256 =
            HexFormat.of().parseHex("300a06082a8648ce3d040302");

    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

    private final KeyPair issuer;

    WrapperCertificate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        issuer = generator.generateKeyPair();
    }

    /** Returns a certificate in DER, valid from 2000 to 2099. */
    byte[] of(PublicKey key, String commonName) throws GeneralSecurityException {
        byte[] body =
                DerWriter.sequence(
                        DerWriter.integer(
                                BigInteger.valueOf(
                                        ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE))),
                        ECDSA_WITH_SHA256,
                        name("Throw-away"),
                        DerWriter.sequence(
                                DerWriter.text(0x18, "20000101000000Z"),
                                DerWriter.text(0x18, "20991231235959Z")),
                        name(commonName),
                        key.getEncoded());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(issuer.getPrivate());
        signature.update(body);
        return DerWriter.sequence(body, ECDSA_WITH_SHA256, DerWriter.bits(signature.sign()));
    }

    private static byte[] name(String commonName) {
        return DerWriter.sequence(
                DerWriter.set(DerWriter.sequence(COMMON_NAME, DerWriter.text(0x0C, commonName))));
    }
}
