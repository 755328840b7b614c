package signet.signer.pkcs11.cryptoki;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Attributes that an object has or is to have (CK_ATTRIBUTE[]). Immutable. */
public final class Template {

    /** Type, pointer and length. */
    static final long ATTRIBUTE_SIZE = 24;

    static final long POINTER = 8;
    static final long LENGTH = 16;

    private final List<Entry> entries;

    private record Entry(Attribute attribute, Value value) {}

    @FunctionalInterface
    private interface Value {
        MemorySegment allocate(Arena arena);
    }

    private Template(List<Entry> entries) {
        this.entries = entries;
    }

    /** Returns the template without attributes. */
    public static Template empty() {
        return new Template(List.of());
    }

    /** Returns the template of a class of objects. */
    public static Template of(ObjectClass objectClass) {
        return empty().with(Attribute.CKA_CLASS, objectClass.value());
    }

    /** Returns this with bytes. */
    public Template with(Attribute attribute, byte[] value) {
        byte[] copy = value.clone();
        return with(attribute, arena -> arena.allocateFrom(JAVA_BYTE, copy));
    }

    /** Returns this with a number (CK_ULONG). */
    public Template with(Attribute attribute, long value) {
        return with(attribute, arena -> arena.allocateFrom(JAVA_LONG, value));
    }

    /** Returns this with a truth value (CK_BBOOL). */
    public Template with(Attribute attribute, boolean value) {
        byte octet = (byte) (value ? 1 : 0);
        return with(attribute, arena -> arena.allocateFrom(JAVA_BYTE, octet));
    }

    private Template with(Attribute attribute, Value value) {
        var more = new ArrayList<>(entries);
        more.add(new Entry(attribute, value));
        return new Template(List.copyOf(more));
    }

    long count() {
        return entries.size();
    }

    MemorySegment allocate(Arena arena) {
        MemorySegment array =
                arena.allocate(ATTRIBUTE_SIZE * Math.max(1, entries.size()), ADDRESS.byteSize());
        long offset = 0;
        for (Entry entry : entries) {
            MemorySegment value = entry.value().allocate(arena);
            array.set(JAVA_LONG, offset, entry.attribute().value());
            array.set(ADDRESS, offset + POINTER, value);
            array.set(JAVA_LONG, offset + LENGTH, value.byteSize());
            offset += ATTRIBUTE_SIZE;
        }
        return array;
    }
}
