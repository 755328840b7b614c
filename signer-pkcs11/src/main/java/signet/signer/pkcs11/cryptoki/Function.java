package signet.signer.pkcs11.cryptoki;

/** The functions that are called, with their place in CK_FUNCTION_LIST. */
enum Function {
    C_Initialize(0),
    C_Finalize(1),
    C_GetInfo(2),
    C_GetSlotList(4),
    C_GetSlotInfo(5),
    C_GetTokenInfo(6),
    C_GetMechanismInfo(8),
    C_OpenSession(12),
    C_CloseSession(13),
    C_Login(18),
    C_Logout(19),
    C_GetAttributeValue(24),
    C_FindObjectsInit(26),
    C_FindObjects(27),
    C_FindObjectsFinal(28),
    C_SignInit(42),
    C_Sign(43),
    C_GenerateKeyPair(59);

    /** How many functions there are in version 2.40. */
    static final int COUNT = 68;

    private final int index;

    Function(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }
}
