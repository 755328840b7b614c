package signet.accountd.csr;

import static signet.testing.DerWriter.bits;
import static signet.testing.DerWriter.element;
import static signet.testing.DerWriter.integer;
import static signet.testing.DerWriter.objectIdentifier;
import static signet.testing.DerWriter.octets;
import static signet.testing.DerWriter.sequence;
import static signet.testing.DerWriter.set;
import static signet.testing.DerWriter.text;

import signet.der.Der;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;

/** Certificate requests of parts that are chosen freely, signed by a key that is right. */
public final class TestRequest {

    /** The attribute of PKCS #9 and that of Microsoft. */
    public static final String EXTENSION_REQUEST = "1.2.840.113549.1.9.14";

    /** The same of Microsoft. */
    public static final String MICROSOFT = "1.3.6.1.4.1.311.2.1.14";

    private static final byte[] SHA256_WITH_ECDSA =
            sequence(objectIdentifier("1.2.840.10045.4.3.2"));

    private final KeyPair key;

    /** Makes some of a new P-256 key. */
    public TestRequest() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            key = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a request with attributes. */
    public byte[] with(byte[] subject, byte[]... attributes) {
        return signed(info(subject, attributes));
    }

    /** Returns what is signed of a request. */
    public byte[] info(byte[] subject, byte[]... attributes) {
        return sequence(
                integer(BigInteger.ZERO),
                subject,
                key.getPublic().getEncoded(),
                element(0xa0, attributes));
    }

    /** Returns a request around what is to be signed, whatever it is. */
    public byte[] signed(byte[] info) {
        return sequence(info, SHA256_WITH_ECDSA, bits(signature(info)));
    }

    private byte[] signature(byte[] info) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(info);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a subject of common names. */
    public static byte[] subject(String... names) {
        return sequence(
                Arrays.stream(names)
                        .map(name -> set(attribute("2.5.4.3", text(Der.UTF8_STRING, name))))
                        .toArray(byte[][]::new));
    }

    /** Returns a type and a value. */
    public static byte[] attribute(String type, byte[] value) {
        return sequence(objectIdentifier(type), value);
    }

    /** Returns an attribute of a request. */
    public static byte[] attributeOf(String type, byte[]... values) {
        return attribute(type, set(values));
    }

    /** Returns the attribute with one list of extensions. */
    public static byte[] requesting(byte[]... extensions) {
        return attributeOf(EXTENSION_REQUEST, sequence(extensions));
    }

    /** Returns an extension. */
    public static byte[] extension(String id, byte[] value) {
        return sequence(objectIdentifier(id), octets(value));
    }

    /** Returns the extension for names. */
    public static byte[] names(String... names) {
        return alternatives(
                Arrays.stream(names).map(name -> text(0x82, name)).toArray(byte[][]::new));
    }

    /** Returns the extension for names of all kinds. */
    public static byte[] alternatives(byte[]... names) {
        return extension("2.5.29.17", sequence(names));
    }
}
