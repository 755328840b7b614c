#include "shim.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* One write to a file opened for appending: lines of several processes and threads stay whole. */
static void append(const char *line, int length)
{
    const char *path = getenv("SHIM_LOG");
    int file = path ? open(path, O_WRONLY | O_APPEND | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    if (write(file, line, (size_t)length) != length)
        fputs("shim: cannot write to SHIM_LOG\n", stderr);
    close(file);
}

void log_event(const char *function, const char *event)
{
    char line[128];
    append(line, snprintf(line, sizeof line, "%d %s %s\n", (int)getpid(), function, event));
}

void log_return(const char *function, CK_RV rv, const char *note)
{
    char event[64];
    snprintf(event, sizeof event, "0x%lx%s%s", rv, *note ? " " : "", note);
    log_event(function, event);
}
