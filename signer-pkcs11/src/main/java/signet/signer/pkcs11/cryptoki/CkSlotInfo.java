package signet.signer.pkcs11.cryptoki;

import java.lang.foreign.MemorySegment;

/**
 * What C_GetSlotInfo says about a slot (CK_SLOT_INFO). Texts are without padding.
 *
 * @param description slotDescription
 * @param manufacturer manufacturerID
 * @param hardware CKF_HW_SLOT: whether it is more than a program
 */
public record CkSlotInfo(String description, String manufacturer, boolean hardware) {

    private static final long FLAGS = 96;
    private static final long CKF_HW_SLOT = 4;

    static final long SIZE = 112;

    static CkSlotInfo read(MemorySegment structure) {
        return new CkSlotInfo(
                Structures.text(structure, 0, 64),
                Structures.text(structure, 64, 32),
                (Structures.number(structure, FLAGS) & CKF_HW_SLOT) != 0);
    }
}
