package signet.testing.token;

import signet.testing.DerWriter;

import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The data objects of a PIV card (SP 800-73-4 part 1, appendix A). */
final class PivObjects {

    static final byte[] AID = hex("A000000308000010000100");

    private static final int DISCOVERY = 0x7E;
    private static final int CHUID = 0x5FC102;
    private static final int CAPABILITIES = 0x5FC107;

    private final Map<Integer, byte[]> objects = new HashMap<>();

    /**
     * @param guid 16 bytes
     * @param keys those with certificates get them
     * @param name the start of the certificates' common names
     */
    PivObjects(byte[] guid, Collection<PivKeyPair> keys, String name)
            throws GeneralSecurityException {
        objects.put(CHUID, wrapped(chuid(guid)));
        objects.put(CAPABILITIES, wrapped(capabilities(guid)));
        byte[] discovery = DerWriter.join(DerWriter.element(0x4F, AID), hex("5F2F024000"));
        objects.put(DISCOVERY, DerWriter.element(DISCOVERY, discovery));
        var issuer = new WrapperCertificate();
        for (PivKeyPair key : keys) {
            PivSlot slot = key.spec().slot();
            if (key.spec().certificate()) {
                String subject = name + " " + Integer.toHexString(slot.reference());
                byte[] der = issuer.of(key.publicKey(), subject);
                byte[] value = DerWriter.join(DerWriter.element(0x70, der), hex("710100FE00"));
                objects.put(slot.certificateTag(), wrapped(value));
            }
        }
    }

    /** Returns what GET DATA answers. */
    Optional<byte[]> get(int tag) {
        return Optional.ofNullable(objects.get(tag));
    }

    private static byte[] wrapped(byte[] value) {
        return DerWriter.element(0x53, value);
    }

    /** FASC-N of a card that no agency issued, GUID, expiry 2050-01-01, no signature. */
    private static byte[] chuid(byte[] guid) {
        byte[] agency = hex("3019D4E739DA739CED39CE739D836858210842108421C84210C3EB");
        byte[] expiry = hex("350832303530303130313E00FE00");
        return DerWriter.join(agency, DerWriter.element(0x34, guid), expiry);
    }

    /** Card identifier with 14 bytes of the GUID, and empty elements. */
    private static byte[] capabilities(byte[] guid) {
        byte[] identifier = new byte[14];
        System.arraycopy(guid, 0, identifier, 0, identifier.length);
        byte[] rest = hex("F10121F20121F300F40100F50110F600F700FA00FB00FC00FD00FE00");
        return DerWriter.join(hex("F015A000000116FF02"), identifier, rest);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
