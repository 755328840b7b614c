/* Locks of the libraries; libzip has one for each file. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdlib.h>

#include "jvm.h"

void *JVM_RawMonitorCreate(void)
{
    pthread_mutex_t *mutex = malloc(sizeof *mutex);
    if (mutex == NULL) {
        return NULL;
    }
    pthread_mutexattr_t kind;
    (void) pthread_mutexattr_init(&kind);
    (void) pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    (void) pthread_mutex_init(mutex, &kind);
    (void) pthread_mutexattr_destroy(&kind);
    return mutex;
}

void JVM_RawMonitorDestroy(void *monitor)
{
    (void) pthread_mutex_destroy(monitor);
    free(monitor);
}

jint JVM_RawMonitorEnter(void *monitor)
{
    return pthread_mutex_lock(monitor);
}

void JVM_RawMonitorExit(void *monitor)
{
    (void) pthread_mutex_unlock(monitor);
}
