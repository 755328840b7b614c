/* The process and its processors. */
#define _GNU_SOURCE
#include <sched.h>
#include <unistd.h>

#include "jvm.h"

/* Returns how many processors this process may use. */
jint JVM_ActiveProcessorCount(void)
{
    cpu_set_t usable;
    if (sched_getaffinity(0, sizeof usable, &usable) == 0) {
        return CPU_COUNT(&usable);
    }
    return (jint) sysconf(_SC_NPROCESSORS_ONLN);
}

jboolean JVM_IsUseContainerSupport(void)
{
    return JNI_FALSE;
}

jboolean JVM_IsSupportedJNIVersion(jint version)
{
    return version >= JNI_VERSION_1_1 && version <= JNI_VERSION_24;
}

void JVM_BeforeHalt(void)
{
}

_Noreturn void JVM_Halt(jint code)
{
    _exit(code);
}
