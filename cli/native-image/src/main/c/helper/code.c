/* Code that was written into memory. We have none but what is in the executable. */
#include "helper.h"

void codeSynchronization_clearCache(intptr_t from, intptr_t to)
{
    __builtin___clear_cache((char *) from, (char *) to);
}
