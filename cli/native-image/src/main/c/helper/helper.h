/*
 * The functions of the C library that native-image calls "libchelper". Their names and types are
 * those that its classes declare; they are called by nobody else. Where a function can't fail, its
 * caller doesn't look.
 */
#ifndef SIGNET_HELPER_H
#define SIGNET_HELPER_H

#include <jni.h>
#include <stdint.h>
#include <stdio.h>

#include "svm_locale.h"

/* environment.c */
char **getEnviron(void);

/* locale.c */
int svm_initialize_locale(void);
const svm_locale_props_t *svm_get_locale(void);

/* zone.c */
char *SVM_FindJavaTZmd(const char *unused, int length);

/* threads.c */
int getThreadId(void);
int64_t getThreadUserTimeSlow(int thread);

/* signals.c: signals that Java handles. Only one part of the process may have them. */
int cSunMiscSignal_open(void);
int cSunMiscSignal_close(void);
int cSunMiscSignal_awaitSemaphore(void);
int cSunMiscSignal_signalSemaphore(void);
int cSunMiscSignal_signalRangeCheck(int number);
int cSunMiscSignal_checkPendingSignal(void);
void (*cSunMiscSignal_signalHandlerFunctionPointer(void))(int);

/* cpu.c: 0 where this processor has all that the code was made for. */
int checkCPUFeatures(const uint8_t *not_needed);
void checkCPUFeaturesOrExit(const uint8_t *not_needed, const char *message);

/* variadic.c: calls of functions with "..." */
int fprintfSD(FILE *file, const char *format, const char *text, int number);
int openSII(const char *path, int flags, int mode);
void *mremapP(void *address, size_t old_size, size_t new_size, int flags, void *wanted);

/* libraries.c: what the JDK's own libraries do when they are loaded. */
void initialize(void);
jint JNI_OnLoad_java(JavaVM *vm, void *reserved);
jint JNI_OnLoad_net(JavaVM *vm, void *reserved);
jint JNI_OnLoad_nio(JavaVM *vm, void *reserved);
jint JNI_OnLoad_zip(JavaVM *vm, void *reserved);
jint JNI_OnLoad_extnet(JavaVM *vm, void *reserved);

/* code.c */
void codeSynchronization_clearCache(intptr_t from, intptr_t to);

/* attach.c: nobody attaches to our processes. */
void svm_attach_startup(const char *path);
void svm_attach_listener_cleanup(int socket, const char *path);
int svm_attach_check_socket_file(const char *path);
int svm_attach_is_init_trigger(const char *path);
int svm_attach_create_listener(const char *path);
int svm_attach_wait_for_request(int socket);
void svm_attach_shutdown_socket(int socket);

/* functions.c: any function of the C library, for signet.libc.CFunction. */
int64_t signet_find(const char *name);
int64_t signet_call(int64_t function, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e,
                    int64_t f, int returns_int);

#endif
