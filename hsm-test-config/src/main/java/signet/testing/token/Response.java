package signet.testing.token;

/**
 * What a card answers.
 *
 * @param status the status word
 * @param data any length
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Response(int status, byte[] data) {

    static final int OK = 0x9000;
    static final int PIN_TRIES = 0x63C0;
    static final int NOT_VERIFIED = 0x6982;
    static final int PIN_BLOCKED = 0x6983;
    static final int BAD_DATA = 0x6A80;
    static final int NOT_FOUND = 0x6A82;
    static final int BAD_PARAMETERS = 0x6A86;
    static final int NO_SUCH_KEY = 0x6A88;
    static final int NO_SUCH_INSTRUCTION = 0x6D00;
    static final int FAILURE = 0x6F00;

    static Response of(int status) {
        return new Response(status, new byte[0]);
    }

    static Response of(byte[] data) {
        return new Response(OK, data);
    }
}
