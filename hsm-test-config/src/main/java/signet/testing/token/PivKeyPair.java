package signet.testing.token;

import signet.testing.DerWriter;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

import javax.crypto.Cipher;

/**
 * A key in a slot.
 *
 * @param spec how it is used
 * @param keys both halves
 */
record PivKeyPair(PivKey spec, KeyPair keys) {

    private static final int RSA_BYTES = 256;

    static PivKeyPair generate(PivKey spec) throws GeneralSecurityException {
        boolean rsa = spec.type() == KeyType.RSA_2048;
        KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
        switch (spec.type()) {
            case RSA_2048 -> generator.initialize(2048);
            case P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case P384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
        }
        return new PivKeyPair(spec, generator.generateKeyPair());
    }

    /** Returns the algorithm's identifier (SP 800-78-4 table 6-2). */
    int algorithm() {
        return switch (spec.type()) {
            case RSA_2048 -> 0x07;
            case P256 -> 0x11;
            case P384 -> 0x14;
        };
    }

    PublicKey publicKey() {
        return keys.getPublic();
    }

    /** Signs: RSA a padded block, ECDSA a digest. The result of ECDSA is DER. */
    byte[] sign(byte[] input) throws GeneralSecurityException {
        if (spec.type() == KeyType.RSA_2048) {
            Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
            return cipher.doFinal(input);
        }
        Signature signature = Signature.getInstance("NONEwithECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(input);
        return signature.sign();
    }

    /** Returns the public key as GET METADATA has it. */
    byte[] encodedPublicKey() {
        return switch (keys.getPublic()) {
            case RSAPublicKey rsa ->
                    DerWriter.join(
                            DerWriter.element(0x81, fixed(rsa.getModulus(), RSA_BYTES)),
                            DerWriter.element(0x82, rsa.getPublicExponent().toByteArray()));
            case ECPublicKey ec -> {
                int bytes = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
                byte[] x = fixed(ec.getW().getAffineX(), bytes);
                byte[] y = fixed(ec.getW().getAffineY(), bytes);
                yield DerWriter.element(0x86, DerWriter.join(new byte[] {4}, x, y));
            }
            default -> throw new IllegalStateException("no such type: " + keys.getPublic());
        };
    }

    private static byte[] fixed(BigInteger number, int bytes) {
        byte[] all = number.toByteArray();
        byte[] result = new byte[bytes];
        byte[] tail = Arrays.copyOfRange(all, Math.max(0, all.length - bytes), all.length);
        System.arraycopy(tail, 0, result, bytes - tail.length, tail.length);
        return result;
    }
}
