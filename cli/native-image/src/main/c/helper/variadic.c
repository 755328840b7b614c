/* Functions of the C library that take "...", which are called in a way of their own. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/mman.h>

#include "helper.h"

int fprintfSD(FILE *file, const char *format, const char *text, int number)
{
/* The format is native-image's own. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    return fprintf(file, format, text, number);
#pragma GCC diagnostic pop
}

int openSII(const char *path, int flags, int mode)
{
    return open(path, flags, mode);
}

void *mremapP(void *address, size_t old_size, size_t new_size, int flags, void *wanted)
{
    return mremap(address, old_size, new_size, flags, wanted);
}
