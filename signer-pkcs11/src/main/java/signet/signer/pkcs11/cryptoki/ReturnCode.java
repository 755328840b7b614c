package signet.signer.pkcs11.cryptoki;

import java.util.Map;

/**
 * A return code of a function (CK_RV).
 *
 * @param value the number, unsigned
 */
public record ReturnCode(long value) {

    /** CKR_OK. */
    public static final ReturnCode OK = new ReturnCode(0);

    /** CKR_GENERAL_ERROR. */
    public static final ReturnCode GENERAL_ERROR = new ReturnCode(5);

    /** CKR_ARGUMENTS_BAD. */
    public static final ReturnCode ARGUMENTS_BAD = new ReturnCode(7);

    /** CKR_ATTRIBUTE_SENSITIVE. */
    public static final ReturnCode ATTRIBUTE_SENSITIVE = new ReturnCode(0x11);

    /** CKR_ATTRIBUTE_TYPE_INVALID. */
    public static final ReturnCode ATTRIBUTE_TYPE_INVALID = new ReturnCode(0x12);

    /** CKR_FUNCTION_CANCELED. */
    public static final ReturnCode FUNCTION_CANCELED = new ReturnCode(0x50);

    /** CKR_FUNCTION_NOT_SUPPORTED. */
    public static final ReturnCode FUNCTION_NOT_SUPPORTED = new ReturnCode(0x54);

    /** CKR_KEY_TYPE_INCONSISTENT. */
    public static final ReturnCode KEY_TYPE_INCONSISTENT = new ReturnCode(0x63);

    /** CKR_KEY_FUNCTION_NOT_PERMITTED. */
    public static final ReturnCode KEY_FUNCTION_NOT_PERMITTED = new ReturnCode(0x68);

    /** CKR_MECHANISM_INVALID. */
    public static final ReturnCode MECHANISM_INVALID = new ReturnCode(0x70);

    /** CKR_PIN_INCORRECT. */
    public static final ReturnCode PIN_INCORRECT = new ReturnCode(0xA0);

    /** CKR_PIN_INVALID. */
    public static final ReturnCode PIN_INVALID = new ReturnCode(0xA1);

    /** CKR_PIN_LEN_RANGE. */
    public static final ReturnCode PIN_LEN_RANGE = new ReturnCode(0xA2);

    /** CKR_PIN_EXPIRED. */
    public static final ReturnCode PIN_EXPIRED = new ReturnCode(0xA3);

    /** CKR_PIN_LOCKED. */
    public static final ReturnCode PIN_LOCKED = new ReturnCode(0xA4);

    /** CKR_SESSION_COUNT. */
    public static final ReturnCode SESSION_COUNT = new ReturnCode(0xB1);

    /** CKR_USER_ALREADY_LOGGED_IN. */
    public static final ReturnCode USER_ALREADY_LOGGED_IN = new ReturnCode(0x100);

    /** CKR_USER_NOT_LOGGED_IN. */
    public static final ReturnCode USER_NOT_LOGGED_IN = new ReturnCode(0x101);

    /** CKR_USER_PIN_NOT_INITIALIZED. */
    public static final ReturnCode USER_PIN_NOT_INITIALIZED = new ReturnCode(0x102);

    /** CKR_BUFFER_TOO_SMALL. */
    public static final ReturnCode BUFFER_TOO_SMALL = new ReturnCode(0x150);

    /** CKR_CRYPTOKI_ALREADY_INITIALIZED. */
    public static final ReturnCode CRYPTOKI_ALREADY_INITIALIZED = new ReturnCode(0x191);

    /** CKR_FUNCTION_REJECTED. */
    public static final ReturnCode FUNCTION_REJECTED = new ReturnCode(0x200);

    private static final Map<Long, String> NAMES = ReturnCodeNames.all();

    /** Returns its name in the standard, or its number where it has none. */
    @Override
    public String toString() {
        return NAMES.getOrDefault(value, "CKR_0x" + Long.toHexString(value));
    }
}
