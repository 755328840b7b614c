/*
 * Signals that Java handles: the handler counts them and wakes the thread that calls Java's
 * handlers. It runs on whatever stack there is, so it touches nothing else.
 */
#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "helper.h"

static atomic_bool is_open;
static sem_t arrived;
static atomic_uint pending[NSIG];

int cSunMiscSignal_open(void)
{
    if (atomic_exchange(&is_open, true)) {
        errno = EBUSY;
        return -1;
    }
    for (int number = 0; number < NSIG; number++) {
        atomic_store(&pending[number], 0);
    }
    return sem_init(&arrived, 0, 0);
}

int cSunMiscSignal_close(void)
{
    int result = sem_destroy(&arrived);
    atomic_store(&is_open, false);
    return result;
}

/* Returns when a signal has come or somebody has called signalSemaphore. */
int cSunMiscSignal_awaitSemaphore(void)
{
    int result;
    do {
        result = sem_wait(&arrived);
    } while (result != 0 && errno == EINTR);
    return result;
}

int cSunMiscSignal_signalSemaphore(void)
{
    return sem_post(&arrived);
}

int cSunMiscSignal_signalRangeCheck(int number)
{
    return number > 0 && number < NSIG;
}

/* Returns the number of a signal that came and takes it off the list, or -1. */
int cSunMiscSignal_checkPendingSignal(void)
{
    for (int number = 1; number < NSIG; number++) {
        unsigned count = atomic_load(&pending[number]);
        while (count > 0) {
            if (atomic_compare_exchange_weak(&pending[number], &count, count - 1)) {
                return number;
            }
        }
    }
    return -1;
}

static void count_and_wake(int number)
{
    int saved = errno;
    if (cSunMiscSignal_signalRangeCheck(number)) {
        atomic_fetch_add(&pending[number], 1);
        (void) sem_post(&arrived);
    }
    errno = saved;
}

void (*cSunMiscSignal_signalHandlerFunctionPointer(void))(int)
{
    return count_and_wake;
}
