/*
 * What the JDK's libraries want of a JVM. They are linked to a libjvm.so with some 150 functions;
 * in a native program few of them are ever called. These are here; each of the others ends the
 * process and says its name.
 */
#ifndef SIGNET_JVM_H
#define SIGNET_JVM_H

#include <jni.h>
#include <stdarg.h>
#include <stdio.h>

/* Says that a function is missing and ends the process. */
_Noreturn void signet_missing(const char *name);

/* clock.c */
jlong JVM_CurrentTimeMillis(JNIEnv *env, jclass unused);
jlong JVM_NanoTime(JNIEnv *env, jclass unused);
jlong JVM_GetNanoTimeAdjustment(JNIEnv *env, jclass unused, jlong offset);

/* process.c */
jint JVM_ActiveProcessorCount(void);
jboolean JVM_IsUseContainerSupport(void);
jboolean JVM_IsSupportedJNIVersion(jint version);
void JVM_BeforeHalt(void);
_Noreturn void JVM_Halt(jint code);

/* libraries.c */
void *JVM_LoadLibrary(const char *name, jboolean fail);
void JVM_UnloadLibrary(void *handle);
void *JVM_FindLibraryEntry(void *handle, const char *name);
char *JVM_NativePath(char *path);

/* monitors.c */
void *JVM_RawMonitorCreate(void);
void JVM_RawMonitorDestroy(void *monitor);
jint JVM_RawMonitorEnter(void *monitor);
void JVM_RawMonitorExit(void *monitor);

/* print.c: as the functions of stdio, but a text that does not fit is cut and -1 is returned. */
int jio_vsnprintf(char *text, size_t size, const char *format, va_list values);
int jio_snprintf(char *text, size_t size, const char *format, ...);
int jio_vfprintf(FILE *file, const char *format, va_list values);
int jio_fprintf(FILE *file, const char *format, ...);

#endif
