/* Threads. */
#include <sys/syscall.h>
#include <unistd.h>

#include "helper.h"

int getThreadId(void)
{
    return (int) syscall(SYS_gettid);
}

/* Asked only where the fast way is not there; nothing of ours asks for the time of a thread. */
int64_t getThreadUserTimeSlow(int thread)
{
    (void) thread;
    return -1;
}
