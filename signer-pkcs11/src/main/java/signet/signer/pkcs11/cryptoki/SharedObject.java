package signet.signer.pkcs11.cryptoki;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Opens a shared object with dlopen itself, as its error text says more than what the JDK makes of
 * it: wrong architecture, no such file, a library that is missing.
 */
@SuppressWarnings("restricted") // calling native code is what this package is for
final class SharedObject {

    private static final int RTLD_LAZY = 1;
    private static final long MAX_MESSAGE = 4096;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle DLOPEN =
            bind("dlopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    private static final MethodHandle DLSYM =
            bind("dlsym", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    private static final MethodHandle DLERROR = bind("dlerror", FunctionDescriptor.of(ADDRESS));

    private SharedObject() {}

    /** Opens a file, for ever, and finds a function in it. */
    static MemorySegment function(Path file, String name) throws ModuleLoadException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(file.toString());
            MemorySegment library = (MemorySegment) DLOPEN.invokeExact(path, RTLD_LAZY);
            if (library.address() == 0) {
                throw new ModuleLoadException(reason());
            }
            MemorySegment symbol = arena.allocateFrom(name);
            MemorySegment function = (MemorySegment) DLSYM.invokeExact(library, symbol);
            if (function.address() == 0) {
                throw new ModuleLoadException("it is no PKCS#11 module: there is no " + name);
            }
            return function;
        } catch (ModuleLoadException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("dlopen cannot be called", e);
        }
    }

    private static String reason() throws Throwable {
        MemorySegment text = (MemorySegment) DLERROR.invokeExact();
        return text.address() == 0
                ? "dlopen fails without a reason"
                : text.reinterpret(MAX_MESSAGE).getString(0);
    }

    private static MethodHandle bind(String name, FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
    }
}
