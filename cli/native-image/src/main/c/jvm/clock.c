/* Clocks. */
#include <time.h>

#include "jvm.h"

enum { MILLIS = 1000, NANOS_OF_MILLI = 1000000 };

static const jlong NANOS = 1000000000;

/* Java's own bound: with more seconds between, the sum would not fit. */
static const jlong MAX_DISTANCE = (jlong) 1 << 32;

static struct timespec now(clockid_t clock)
{
    struct timespec time;
    (void) clock_gettime(clock, &time);
    return time;
}

jlong JVM_CurrentTimeMillis(JNIEnv *env, jclass unused)
{
    (void) env;
    (void) unused;
    struct timespec time = now(CLOCK_REALTIME);
    return (jlong) time.tv_sec * MILLIS + time.tv_nsec / NANOS_OF_MILLI;
}

jlong JVM_NanoTime(JNIEnv *env, jclass unused)
{
    (void) env;
    (void) unused;
    struct timespec time = now(CLOCK_MONOTONIC);
    return (jlong) time.tv_sec * NANOS + time.tv_nsec;
}

/* Returns the nanoseconds since a second of the epoch, or -1 where that is too far away. */
jlong JVM_GetNanoTimeAdjustment(JNIEnv *env, jclass unused, jlong offset)
{
    (void) env;
    (void) unused;
    struct timespec time = now(CLOCK_REALTIME);
    jlong distance = (jlong) time.tv_sec - offset;
    if (distance >= MAX_DISTANCE || distance <= -MAX_DISTANCE) {
        return -1;
    }
    return distance * NANOS + time.tv_nsec;
}
