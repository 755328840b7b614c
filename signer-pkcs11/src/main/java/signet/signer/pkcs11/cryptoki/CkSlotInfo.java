package signet.signer.pkcs11.cryptoki;

import java.lang.foreign.MemorySegment;

/**
 * What C_GetSlotInfo says about a slot (CK_SLOT_INFO). Texts are without padding.
 *
 * @param description slotDescription
 * @param manufacturer manufacturerID
 */
public record CkSlotInfo(String description, String manufacturer) {

    static final long SIZE = 112;

    static CkSlotInfo read(MemorySegment structure) {
        return new CkSlotInfo(
                Structures.text(structure, 0, 64), Structures.text(structure, 64, 32));
    }
}
