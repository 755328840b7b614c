package signet.signer.pkcs11.cryptoki;

import java.lang.foreign.MemorySegment;

/**
 * What C_GetInfo says about a module (CK_INFO). Texts are without padding.
 *
 * @param manufacturer manufacturerID
 * @param description libraryDescription
 * @param major libraryVersion.major
 * @param minor libraryVersion.minor
 */
public record CkInfo(String manufacturer, String description, int major, int minor) {

    static final long SIZE = 88;

    static CkInfo read(MemorySegment structure) {
        return new CkInfo(
                Structures.text(structure, 2, 32),
                Structures.text(structure, 48, 32),
                Structures.version(structure, 80),
                Structures.version(structure, 81));
    }
}
