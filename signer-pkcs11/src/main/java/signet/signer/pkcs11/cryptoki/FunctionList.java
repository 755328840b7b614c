package signet.signer.pkcs11.cryptoki;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The addresses of a module's functions (CK_FUNCTION_LIST). Immutable. */
@SuppressWarnings("restricted") // calling native code is what this package is for
final class FunctionList {

    /** The version, padded. */
    private static final long FIRST = 8;

    private static final int VERSION_2 = 2;
    private static final int VERSION_3 = 3;

    private final Map<Function, MemorySegment> addresses = new EnumMap<>(Function.class);

    private FunctionList(MemorySegment list) {
        for (Function function : Function.values()) {
            addresses.put(
                    function, list.get(ADDRESS, FIRST + ADDRESS.byteSize() * function.index()));
        }
    }

    static FunctionList load(Path module) throws ModuleLoadException {
        MemorySegment getFunctionList = SharedObject.function(module, "C_GetFunctionList");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocate(ADDRESS);
            var result = new ReturnCode((long) Shapes.P.invokeExact(getFunctionList, pointer));
            MemorySegment list = pointer.get(ADDRESS, 0);
            if (!result.equals(ReturnCode.OK) || list.address() == 0) {
                throw new ModuleLoadException("C_GetFunctionList failed with " + result);
            }
            return new FunctionList(checked(list));
        } catch (ModuleLoadException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("C_GetFunctionList cannot be called", e);
        }
    }

    private static MemorySegment checked(MemorySegment list) throws ModuleLoadException {
        MemorySegment sized = list.reinterpret(FIRST + ADDRESS.byteSize() * Function.COUNT);
        int major = Structures.version(sized, 0);
        if (major != VERSION_2 && major != VERSION_3) {
            throw new ModuleLoadException(
                    "it speaks PKCS#11 version " + major + ", and version 2 is needed");
        }
        return sized;
    }

    /**
     * Returns the address of a function.
     *
     * @throws CryptokiException where the module doesn't have it
     */
    MemorySegment address(Function function) throws CryptokiException {
        MemorySegment address = addresses.getOrDefault(function, MemorySegment.NULL);
        if (address.address() == 0) {
            throw new CryptokiException(function, ReturnCode.FUNCTION_NOT_SUPPORTED);
        }
        return address;
    }
}
