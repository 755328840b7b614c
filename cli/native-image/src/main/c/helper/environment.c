/* The environment, for System.getenv. */
#define _GNU_SOURCE
#include <unistd.h>

#include "helper.h"

char **getEnviron(void)
{
    return environ;
}
