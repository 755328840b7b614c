package signet.signer.pkcs11.cryptoki;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/**
 * Handles for functions by the types of their parameters: L for CK_ULONG, P for a pointer, B for
 * CK_BBOOL. The address of the function is the first argument. Constants, so that the JIT compiles
 * a call into little more than what a C compiler makes of it.
 */
@SuppressWarnings("restricted") // calling native code is what this package is for
final class Shapes {

    static final MethodHandle P = shape(ADDRESS);
    static final MethodHandle L = shape(JAVA_LONG);
    static final MethodHandle LP = shape(JAVA_LONG, ADDRESS);
    static final MethodHandle BPP = shape(JAVA_BYTE, ADDRESS, ADDRESS);
    static final MethodHandle LLP = shape(JAVA_LONG, JAVA_LONG, ADDRESS);
    static final MethodHandle LPL = shape(JAVA_LONG, ADDRESS, JAVA_LONG);
    static final MethodHandle LLPL = shape(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
    static final MethodHandle LPLP = shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
    static final MethodHandle LPLPP = shape(JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle LLPPP = shape(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle LPPLPLPP =
            shape(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);

    private Shapes() {}

    private static MethodHandle shape(MemoryLayout... parameters) {
        return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_LONG, parameters));
    }
}
