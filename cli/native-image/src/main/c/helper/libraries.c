/*
 * The JDK's libraries are loaded with the executable, by the linker, and not by Java: so what they
 * do for Java when it loads them is done when Java asks for it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>

#include "helper.h"

typedef jint (*on_load)(JavaVM *, void *);

/* The least version that native-image takes for a library that is linked. */
static jint at_least(jint version)
{
    return version < JNI_VERSION_1_8 ? JNI_VERSION_1_8 : version;
}

static jint load(const char *library, JavaVM *vm, void *reserved)
{
    /* It is there already: no file is looked for. */
    void *handle = dlopen(library, RTLD_LAZY | RTLD_NOLOAD);
    if (handle == NULL) {
        fprintf(stderr, "%s is not loaded: this program was not linked to it\n", library);
        abort();
    }
    on_load function = (on_load) dlsym(handle, "JNI_OnLoad");
    return at_least(function == NULL ? 0 : function(vm, reserved));
}

void initialize(void)
{
}

jint JNI_OnLoad_java(JavaVM *vm, void *reserved)
{
    return load("libjava.so", vm, reserved);
}

jint JNI_OnLoad_net(JavaVM *vm, void *reserved)
{
    return load("libnet.so", vm, reserved);
}

jint JNI_OnLoad_nio(JavaVM *vm, void *reserved)
{
    return load("libnio.so", vm, reserved);
}

jint JNI_OnLoad_zip(JavaVM *vm, void *reserved)
{
    return load("libzip.so", vm, reserved);
}

jint JNI_OnLoad_extnet(JavaVM *vm, void *reserved)
{
    return load("libextnet.so", vm, reserved);
}
