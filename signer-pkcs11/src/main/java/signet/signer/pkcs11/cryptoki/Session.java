package signet.signer.pkcs11.cryptoki;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session on a token. Any thread may use it, but one at a time. */
public final class Session implements AutoCloseable {

    private static final long USER = 1;
    private static final long CONTEXT_SPECIFIC = 2;

    /** More objects than a search for one key makes sense of. */
    private static final int MAX_OBJECTS = 4096;

    private static final long FIND_AT_ONCE = 64;

    /** Certificates are the largest attributes. */
    private static final long MAX_ATTRIBUTE = 0x1_0000;

    /** CK_UNAVAILABLE_INFORMATION. */
    private static final long UNAVAILABLE = -1;

    private static final long MECHANISM_SIZE = 24;

    private final Caller caller;
    private final long handle;
    private final Arena arena = Arena.ofShared();
    private final SignatureBuffers buffers = new SignatureBuffers(arena);

    Session(Caller caller, long handle) {
        this.caller = caller;
        this.handle = handle;
    }

    /**
     * Calls C_Login as the user, for all sessions with the token.
     *
     * @param pin wiped by the caller; empty where it is keyed in at the token
     */
    public void login(Optional<byte[]> pin) throws CryptokiException {
        withPin(pin, address -> login(USER, address, length(pin)));
    }

    /** Calls C_Logout. */
    public void logout() throws CryptokiException {
        caller.call(Function.C_Logout, at -> (long) Shapes.L.invokeExact(at, handle));
    }

    /** Finds the objects that have all attributes of a template. */
    public List<Long> find(Template template) throws CryptokiException {
        return Caller.withMemory(
                memory -> {
                    MemorySegment attributes = template.allocate(memory);
                    caller.call(
                            Function.C_FindObjectsInit,
                            at ->
                                    (long)
                                            Shapes.LPL.invokeExact(
                                                    at, handle, attributes, template.count()));
                    try {
                        return found(memory);
                    } finally {
                        // The objects are known; a module that can't end a search fails later.
                        ReturnCode _ =
                                caller.code(
                                        Function.C_FindObjectsFinal,
                                        at -> (long) Shapes.L.invokeExact(at, handle));
                    }
                });
    }

    private List<Long> found(Arena memory) throws CryptokiException {
        MemorySegment some = memory.allocate(JAVA_LONG, FIND_AT_ONCE);
        MemorySegment count = memory.allocate(JAVA_LONG);
        List<Long> all = new ArrayList<>();
        long found;
        do {
            caller.call(
                    Function.C_FindObjects,
                    at -> (long) Shapes.LPLP.invokeExact(at, handle, some, FIND_AT_ONCE, count));
            found = Cryptoki.bounded(count, FIND_AT_ONCE, Function.C_FindObjects);
            all.addAll(Cryptoki.numbers(some, found));
        } while (found > 0 && all.size() < MAX_OBJECTS);
        return List.copyOf(all);
    }

    /**
     * Reads an attribute of an object.
     *
     * @return its bytes, or empty where the object doesn't have it or doesn't show it
     */
    public Optional<byte[]> attribute(long object, Attribute attribute) throws CryptokiException {
        return Caller.withMemory(
                memory -> {
                    MemorySegment wanted =
                            memory.allocate(Template.ATTRIBUTE_SIZE, ADDRESS.byteSize());
                    wanted.set(JAVA_LONG, 0, attribute.value());
                    if (!read(object, wanted)) {
                        return Optional.empty();
                    }
                    MemorySegment length = wanted.asSlice(Template.LENGTH);
                    long size =
                            Cryptoki.bounded(length, MAX_ATTRIBUTE, Function.C_GetAttributeValue);
                    MemorySegment value = memory.allocate(Math.max(1, size));
                    wanted.set(ADDRESS, Template.POINTER, value);
                    if (!read(object, wanted)) {
                        return Optional.empty();
                    }
                    long now = Cryptoki.bounded(length, size, Function.C_GetAttributeValue);
                    return Optional.of(value.asSlice(0, now).toArray(JAVA_BYTE));
                });
    }

    private boolean read(long object, MemorySegment attribute) throws CryptokiException {
        ReturnCode code =
                caller.code(
                        Function.C_GetAttributeValue,
                        at -> (long) Shapes.LLPL.invokeExact(at, handle, object, attribute, 1L));
        if (code.equals(ReturnCode.ATTRIBUTE_TYPE_INVALID)
                || code.equals(ReturnCode.ATTRIBUTE_SENSITIVE)) {
            return false;
        }
        if (!code.equals(ReturnCode.OK)) {
            throw new CryptokiException(Function.C_GetAttributeValue, code);
        }
        return attribute.get(JAVA_LONG, Template.LENGTH) != UNAVAILABLE;
    }

    /** Signs: C_SignInit and C_Sign. A failure ends the operation. */
    public byte[] sign(Mechanism mechanism, long key, byte[] data) throws CryptokiException {
        buffers.prepare(data);
        buffers.signInit(caller, handle, mechanism, key);
        return buffers.sign(caller, handle, data.length);
    }

    /**
     * Signs with a key that always authenticates: C_SignInit, C_Login for this signature alone, and
     * C_Sign, with no call of the module between the last two: cards forget the PIN otherwise. A
     * failure ends the operation.
     *
     * @param pin wiped by the caller; empty where it is keyed in at the token
     */
    public byte[] sign(Mechanism mechanism, long key, byte[] data, Optional<byte[]> pin)
            throws CryptokiException {
        buffers.prepare(data);
        buffers.signInit(caller, handle, mechanism, key);
        try {
            withPin(pin, address -> login(CONTEXT_SPECIFIC, address, length(pin)));
        } catch (CryptokiException e) {
            buffers.abort(caller, handle, data.length);
            throw e;
        }
        return buffers.sign(caller, handle, data.length);
    }

    /**
     * Calls C_GenerateKeyPair.
     *
     * @throws CryptokiException where there is no new key pair
     */
    public void generateKeyPair(Mechanism mechanism, Template publicKey, Template privateKey)
            throws CryptokiException {
        boolean _ =
                Caller.withMemory(
                        memory -> {
                            MemorySegment how = memory.allocate(MECHANISM_SIZE, ADDRESS.byteSize());
                            how.set(JAVA_LONG, 0, mechanism.value());
                            MemorySegment publicPart = publicKey.allocate(memory);
                            MemorySegment privatePart = privateKey.allocate(memory);
                            MemorySegment handles = memory.allocate(JAVA_LONG, 2);
                            caller.call(
                                    Function.C_GenerateKeyPair,
                                    at ->
                                            (long)
                                                    Shapes.LPPLPLPP.invokeExact(
                                                            at,
                                                            handle,
                                                            how,
                                                            publicPart,
                                                            publicKey.count(),
                                                            privatePart,
                                                            privateKey.count(),
                                                            handles,
                                                            handles.asSlice(JAVA_LONG.byteSize())));
                            return true;
                        });
    }

    private void login(long user, MemorySegment pin, long length) throws CryptokiException {
        caller.call(
                Function.C_Login,
                at -> (long) Shapes.LLPL.invokeExact(at, handle, user, pin, length));
    }

    @FunctionalInterface
    private interface PinUse {
        void with(MemorySegment pin) throws CryptokiException;
    }

    private static void withPin(Optional<byte[]> pin, PinUse use) throws CryptokiException {
        if (pin.isEmpty()) {
            use.with(MemorySegment.NULL);
            return;
        }
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment copy = memory.allocateFrom(JAVA_BYTE, pin.get());
            try {
                use.with(copy);
            } finally {
                copy.fill((byte) 0);
            }
        }
    }

    private static long length(Optional<byte[]> pin) {
        return pin.map(bytes -> bytes.length).orElse(0);
    }

    /** Calls C_CloseSession. To be called once, and not while the session is used. */
    @Override
    public void close() throws CryptokiException {
        try {
            caller.call(Function.C_CloseSession, at -> (long) Shapes.L.invokeExact(at, handle));
        } finally {
            arena.close();
        }
    }
}
