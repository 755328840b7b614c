package signet.signer.pkcs11.uri;

import java.util.HexFormat;

/**
 * The id of an object on a token (CKA_ID): bytes that a key pair and its certificate share.
 *
 * @param hex the bytes in hexadecimal, two lower case digits each; may be empty
 */
public record ObjectId(String hex) {

    private static final HexFormat HEX = HexFormat.of();

    /**
     * Checks the digits.
     *
     * @throws IllegalArgumentException where they are no bytes
     */
    public ObjectId {
        hex = HEX.formatHex(HEX.parseHex(hex));
    }

    /** Makes one of bytes. */
    public static ObjectId of(byte[] bytes) {
        return new ObjectId(HEX.formatHex(bytes));
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        return HEX.parseHex(hex);
    }

    /** Says whether there are no bytes. */
    public boolean isEmpty() {
        return hex.isEmpty();
    }

    /** Returns the hexadecimal form. */
    @Override
    public String toString() {
        return hex;
    }
}
