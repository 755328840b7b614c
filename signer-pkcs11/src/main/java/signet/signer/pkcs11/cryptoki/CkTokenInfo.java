package signet.signer.pkcs11.cryptoki;

import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/**
 * What C_GetTokenInfo says about a token (CK_TOKEN_INFO). Texts are without padding.
 *
 * @param label its label
 * @param manufacturer manufacturerID
 * @param model its model
 * @param serial serialNumber
 * @param flags the CKF_ flags
 * @param maxSessions ulMaxSessionCount, or the smaller ulMaxRwSessionCount; empty where there is no
 *     limit or it is not known
 */
public record CkTokenInfo(
        String label,
        String manufacturer,
        String model,
        String serial,
        long flags,
        OptionalLong maxSessions) {

    static final long SIZE = 208;

    private static final long INITIALIZED = 0x400;

    static CkTokenInfo read(MemorySegment structure) {
        long all = limit(Structures.number(structure, 104));
        long readWrite = limit(Structures.number(structure, 120));
        long least = Math.min(all, readWrite);
        return new CkTokenInfo(
                Structures.text(structure, 0, 32),
                Structures.text(structure, 32, 32),
                Structures.text(structure, 64, 16),
                Structures.text(structure, 80, 16),
                Structures.number(structure, 96),
                least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least));
    }

    /** 0 is CK_EFFECTIVELY_INFINITE, and all ones CK_UNAVAILABLE_INFORMATION. */
    private static long limit(long count) {
        return count <= 0 ? Long.MAX_VALUE : count;
    }

    /** Says whether it is a token, and no blank one (CKF_TOKEN_INITIALIZED). */
    public boolean isInitialized() {
        return (flags & INITIALIZED) != 0;
    }
}
