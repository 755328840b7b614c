/* Any function of the C library with up to six numbers or pointers: signet.libc.CFunction. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>

#include "helper.h"

typedef int64_t (*six_longs)(int64_t, int64_t, int64_t, int64_t, int64_t, int64_t);

/* Returns the address of a function, or 0. */
int64_t signet_find(const char *name)
{
    return (int64_t) dlsym(RTLD_DEFAULT, name);
}

/*
 * Calls a function; returns errno with a minus sign where the result is negative. Where it is an
 * int, the upper half of the register says nothing.
 */
int64_t signet_call(int64_t function, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e,
                    int64_t f, int returns_int)
{
    errno = 0;
    int64_t result = ((six_longs) function)(a, b, c, d, e, f);
    if (returns_int) {
        result = (int32_t) result;
    }
    return result < 0 ? -(int64_t) errno : result;
}
