package signet.nativeimage.substitution;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;

import java.util.NoSuchElementException;

/** Calls functions of the C library by two C functions: the JVM's linker is not there. */
@Substitute
@TargetClass(className = "signet.libc.Binding")
final class BindingSubstitution {

    @Substitute
    private BindingSubstitution() {}

    @CFunction("signet_find")
    private static native long find(CCharPointer name);

    @CFunction("signet_call")
    private static native long call(
            long code, long a, long b, long c, long d, long e, long f, int returnsInt);

    @Substitute
    static long address(String name) {
        long code;
        try (CTypeConversion.CCharPointerHolder bytes = CTypeConversion.toCString(name)) {
            code = find(bytes.get());
        }
        if (code == 0) {
            throw new NoSuchElementException(name);
        }
        return code;
    }

    @Substitute
    static long call(
            long code,
            long first,
            long second,
            long third,
            long fourth,
            long fifth,
            long sixth,
            boolean returnsInt) {
        return call(code, first, second, third, fourth, fifth, sixth, returnsInt ? 1 : 0);
    }
}
