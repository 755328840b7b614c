package signet.signer.pkcs11.token;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/** Sets what native code of this process finds in its environment. */
final class NativeEnvironment {

    private NativeEnvironment() {}

    @SuppressWarnings("restricted") // setenv, which Java doesn't have
    static void set(Map<String, String> environment) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("setenv"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            for (Map.Entry<String, String> entry : environment.entrySet()) {
                MemorySegment name = arena.allocateFrom(entry.getKey());
                MemorySegment value = arena.allocateFrom(entry.getValue());
                if ((int) setenv.invokeExact(name, value, 1) != 0) {
                    throw new IllegalStateException("setenv failed");
                }
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
