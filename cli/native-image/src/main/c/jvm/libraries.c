/* Shared libraries. */
#include <dlfcn.h>

#include "jvm.h"

/* Returns NULL where it can't be loaded; the caller asks dlerror for the reason. */
void *JVM_LoadLibrary(const char *name, jboolean fail)
{
    (void) fail;
    return dlopen(name, RTLD_LAZY);
}

void JVM_UnloadLibrary(void *handle)
{
    (void) dlclose(handle);
}

void *JVM_FindLibraryEntry(void *handle, const char *name)
{
    return dlsym(handle, name);
}

char *JVM_NativePath(char *path)
{
    return path;
}
