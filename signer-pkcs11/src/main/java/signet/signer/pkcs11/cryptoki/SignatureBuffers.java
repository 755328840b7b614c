package signet.signer.pkcs11.cryptoki;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory for signatures, allocated once for a session. Not thread-safe. */
final class SignatureBuffers {

    /** Much more than a DigestInfo. */
    private static final long MAX_INPUT = 512;

    /** A signature of RSA with 8192 bits. */
    private static final long MAX_SIGNATURE = 1024;

    private static final long MECHANISM_SIZE = 24;

    private final MemorySegment mechanism;
    private final MemorySegment input;
    private final MemorySegment signature;
    private final MemorySegment length;

    SignatureBuffers(Arena arena) {
        mechanism = arena.allocate(MECHANISM_SIZE, ADDRESS.byteSize());
        input = arena.allocate(MAX_INPUT);
        signature = arena.allocate(MAX_SIGNATURE);
        length = arena.allocate(JAVA_LONG);
    }

    void signInit(Caller caller, long session, Mechanism wanted, long key)
            throws CryptokiException {
        mechanism.set(JAVA_LONG, 0, wanted.value());
        caller.call(
                Function.C_SignInit,
                at -> (long) Shapes.LPL.invokeExact(at, session, mechanism, key));
    }

    void prepare(byte[] data) {
        MemorySegment.copy(data, 0, input, JAVA_BYTE, 0, data.length);
        length.set(JAVA_LONG, 0, MAX_SIGNATURE);
    }

    byte[] sign(Caller caller, long session, long inputLength) throws CryptokiException {
        caller.call(
                Function.C_Sign,
                at ->
                        (long)
                                Shapes.LPLPP.invokeExact(
                                        at, session, input, inputLength, signature, length));
        long made = Cryptoki.bounded(length, MAX_SIGNATURE, Function.C_Sign);
        return signature.asSlice(0, made).toArray(JAVA_BYTE);
    }

    /** Ends an operation, as any result of C_Sign does; there is no other way in version 2.40. */
    void abort(Caller caller, long session, long inputLength) throws CryptokiException {
        ReturnCode _ =
                caller.code(
                        Function.C_Sign,
                        at ->
                                (long)
                                        Shapes.LPLPP.invokeExact(
                                                at,
                                                session,
                                                input,
                                                inputLength,
                                                signature,
                                                length));
    }
}
