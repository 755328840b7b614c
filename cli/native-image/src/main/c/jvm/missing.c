/* The end of a process that needs what is not there. */
#include <stdlib.h>

#include "jvm.h"

_Noreturn void signet_missing(const char *name)
{
    fprintf(stderr, "signet: a library of the JDK called %s, which native programs lack; this is a "
                    "defect of Signet: please report it. The Java distribution does without\n",
            name);
    abort();
}
