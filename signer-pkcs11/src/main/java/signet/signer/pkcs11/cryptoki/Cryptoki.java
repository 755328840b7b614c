package signet.signer.pkcs11.cryptoki;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An initialised PKCS#11 module. Thread-safe, as it is initialised for calls from many threads. A
 * call may hang for ever or end the process.
 */
public final class Cryptoki implements AutoCloseable {

    /** More slots than a machine has. */
    private static final long MAX_SLOTS = 256;

    private static final long INITIALIZE_ARGS_SIZE = 48;
    private static final long INITIALIZE_ARGS_FLAGS = 32;
    private static final long OS_LOCKING_OK = 2;
    private static final long SERIAL_SESSION = 4;
    private static final long RW_SESSION = 2;
    private static final long MECHANISM_INFO_SIZE = 24;

    private final Caller caller;

    private Cryptoki(Caller caller) {
        this.caller = caller;
    }

    /**
     * Loads a module, for the rest of the process's life, and calls C_Initialize.
     *
     * @param module the absolute path of the shared object
     * @throws ModuleLoadException where it cannot be loaded
     * @throws CryptokiException where C_Initialize fails, also where the module is in use in this
     *     process already
     */
    public static Cryptoki load(Path module) throws ModuleLoadException, CryptokiException {
        var caller = new Caller(FunctionList.load(module));
        return Caller.withMemory(
                arena -> {
                    MemorySegment arguments =
                            arena.allocate(INITIALIZE_ARGS_SIZE, ADDRESS.byteSize());
                    arguments.set(JAVA_LONG, INITIALIZE_ARGS_FLAGS, OS_LOCKING_OK);
                    caller.call(
                            Function.C_Initialize,
                            at -> (long) Shapes.P.invokeExact(at, arguments));
                    return new Cryptoki(caller);
                });
    }

    /** Calls C_GetInfo. */
    public CkInfo info() throws CryptokiException {
        return Caller.withMemory(
                arena -> {
                    MemorySegment info = arena.allocate(CkInfo.SIZE, ADDRESS.byteSize());
                    caller.call(Function.C_GetInfo, at -> (long) Shapes.P.invokeExact(at, info));
                    return CkInfo.read(info);
                });
    }

    /**
     * Calls C_GetSlotList.
     *
     * @param tokenPresent whether to list the slots with a token only
     * @return the numbers of the slots, unsigned
     */
    public List<Long> slots(boolean tokenPresent) throws CryptokiException {
        byte present = (byte) (tokenPresent ? 1 : 0);
        return Caller.withMemory(
                arena -> {
                    MemorySegment count = arena.allocate(JAVA_LONG);
                    // Some modules look for new readers only where they are asked for the count.
                    caller.call(
                            Function.C_GetSlotList,
                            at ->
                                    (long)
                                            Shapes.BPP.invokeExact(
                                                    at, present, MemorySegment.NULL, count));
                    MemorySegment slots = arena.allocate(JAVA_LONG, MAX_SLOTS);
                    count.set(JAVA_LONG, 0, MAX_SLOTS);
                    caller.call(
                            Function.C_GetSlotList,
                            at -> (long) Shapes.BPP.invokeExact(at, present, slots, count));
                    return numbers(slots, bounded(count, MAX_SLOTS, Function.C_GetSlotList));
                });
    }

    /** Calls C_GetSlotInfo. */
    public CkSlotInfo slotInfo(long slot) throws CryptokiException {
        return Caller.withMemory(
                arena ->
                        CkSlotInfo.read(
                                info(arena, Function.C_GetSlotInfo, slot, CkSlotInfo.SIZE)));
    }

    /** Calls C_GetTokenInfo. */
    public CkTokenInfo tokenInfo(long slot) throws CryptokiException {
        return Caller.withMemory(
                arena ->
                        CkTokenInfo.read(
                                info(arena, Function.C_GetTokenInfo, slot, CkTokenInfo.SIZE)));
    }

    private MemorySegment info(Arena arena, Function function, long slot, long size)
            throws CryptokiException {
        MemorySegment info = arena.allocate(size, ADDRESS.byteSize());
        caller.call(function, at -> (long) Shapes.LP.invokeExact(at, slot, info));
        return info;
    }

    /**
     * Calls C_GetMechanismInfo.
     *
     * @return whether the token has the mechanism
     */
    public boolean hasMechanism(long slot, Mechanism mechanism) throws CryptokiException {
        return Caller.withMemory(
                arena -> {
                    MemorySegment info = arena.allocate(MECHANISM_INFO_SIZE, ADDRESS.byteSize());
                    ReturnCode code =
                            caller.code(
                                    Function.C_GetMechanismInfo,
                                    at ->
                                            (long)
                                                    Shapes.LLP.invokeExact(
                                                            at, slot, mechanism.value(), info));
                    if (code.equals(ReturnCode.OK)) {
                        return true;
                    }
                    if (code.equals(ReturnCode.MECHANISM_INVALID)) {
                        return false;
                    }
                    throw new CryptokiException(Function.C_GetMechanismInfo, code);
                });
    }

    /**
     * Calls C_OpenSession.
     *
     * @param readWrite whether objects on the token can be made in it
     */
    public Session openSession(long slot, boolean readWrite) throws CryptokiException {
        long flags = SERIAL_SESSION | (readWrite ? RW_SESSION : 0);
        return Caller.withMemory(
                arena -> {
                    MemorySegment handle = arena.allocate(JAVA_LONG);
                    caller.call(
                            Function.C_OpenSession,
                            at ->
                                    (long)
                                            Shapes.LLPPP.invokeExact(
                                                    at,
                                                    slot,
                                                    flags,
                                                    MemorySegment.NULL,
                                                    MemorySegment.NULL,
                                                    handle));
                    return new Session(caller, handle.get(JAVA_LONG, 0));
                });
    }

    /** Calls C_Finalize: all sessions and logins of this process end. */
    @Override
    public void close() throws CryptokiException {
        caller.call(Function.C_Finalize, at -> (long) Shapes.P.invokeExact(at, MemorySegment.NULL));
    }

    /** Returns a count that the module has set, where it is in bounds. */
    static long bounded(MemorySegment count, long max, Function function) throws CryptokiException {
        long value = count.get(JAVA_LONG, 0);
        if (value < 0 || value > max) {
            throw new CryptokiException(
                    function,
                    "returned " + Long.toUnsignedString(value) + " where at most " + max + " fit");
        }
        return value;
    }

    static List<Long> numbers(MemorySegment array, long count) {
        var numbers = new ArrayList<Long>();
        for (long i = 0; i < count; i++) {
            numbers.add(array.getAtIndex(JAVA_LONG, i));
        }
        return List.copyOf(numbers);
    }
}
