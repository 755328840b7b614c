package signet.signer.pkcs11.cryptoki;

import java.util.HashMap;
import java.util.Map;

/** The names of the return codes of PKCS #11 v2.40 that a signer may meet. */
final class ReturnCodeNames {

    private static final int HEXADECIMAL = 16;

    private static final String TABLE =
            """
            0 OK
            1 CANCEL
            2 HOST_MEMORY
            3 SLOT_ID_INVALID
            5 GENERAL_ERROR
            6 FUNCTION_FAILED
            7 ARGUMENTS_BAD
            8 NO_EVENT
            9 NEED_TO_CREATE_THREADS
            a CANT_LOCK
            10 ATTRIBUTE_READ_ONLY
            11 ATTRIBUTE_SENSITIVE
            12 ATTRIBUTE_TYPE_INVALID
            13 ATTRIBUTE_VALUE_INVALID
            1b ACTION_PROHIBITED
            20 DATA_INVALID
            21 DATA_LEN_RANGE
            30 DEVICE_ERROR
            31 DEVICE_MEMORY
            32 DEVICE_REMOVED
            50 FUNCTION_CANCELED
            51 FUNCTION_NOT_PARALLEL
            54 FUNCTION_NOT_SUPPORTED
            60 KEY_HANDLE_INVALID
            62 KEY_SIZE_RANGE
            63 KEY_TYPE_INCONSISTENT
            68 KEY_FUNCTION_NOT_PERMITTED
            70 MECHANISM_INVALID
            71 MECHANISM_PARAM_INVALID
            82 OBJECT_HANDLE_INVALID
            90 OPERATION_ACTIVE
            91 OPERATION_NOT_INITIALIZED
            a0 PIN_INCORRECT
            a1 PIN_INVALID
            a2 PIN_LEN_RANGE
            a3 PIN_EXPIRED
            a4 PIN_LOCKED
            b0 SESSION_CLOSED
            b1 SESSION_COUNT
            b3 SESSION_HANDLE_INVALID
            b4 SESSION_PARALLEL_NOT_SUPPORTED
            b5 SESSION_READ_ONLY
            b6 SESSION_EXISTS
            b7 SESSION_READ_ONLY_EXISTS
            b8 SESSION_READ_WRITE_SO_EXISTS
            d0 TEMPLATE_INCOMPLETE
            d1 TEMPLATE_INCONSISTENT
            e0 TOKEN_NOT_PRESENT
            e1 TOKEN_NOT_RECOGNIZED
            e2 TOKEN_WRITE_PROTECTED
            100 USER_ALREADY_LOGGED_IN
            101 USER_NOT_LOGGED_IN
            102 USER_PIN_NOT_INITIALIZED
            103 USER_TYPE_INVALID
            104 USER_ANOTHER_ALREADY_LOGGED_IN
            105 USER_TOO_MANY_TYPES
            130 DOMAIN_PARAMS_INVALID
            140 CURVE_NOT_SUPPORTED
            150 BUFFER_TOO_SMALL
            190 CRYPTOKI_NOT_INITIALIZED
            191 CRYPTOKI_ALREADY_INITIALIZED
            1a0 MUTEX_BAD
            1b8 PIN_TOO_WEAK
            200 FUNCTION_REJECTED
            """;

    private ReturnCodeNames() {}

    static Map<Long, String> all() {
        Map<Long, String> names = HashMap.newHashMap(128);
        TABLE.lines()
                .forEach(
                        line -> {
                            int blank = line.indexOf(' ');
                            names.put(
                                    Long.parseLong(line.substring(0, blank), HEXADECIMAL),
                                    "CKR_" + line.substring(blank + 1));
                        });
        return Map.copyOf(names);
    }
}
