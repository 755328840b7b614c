#include "shim.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static CK_FUNCTION_LIST *real;
static CK_FUNCTION_LIST shim;
static long open_sessions;

/* A wrapper that only fails as told. */
#define WRAP(name, parameters, arguments)                                                          \
    static CK_RV shim_##name parameters                                                            \
    {                                                                                              \
        struct fault fault = control_fault(#name);                                                 \
        CK_RV rv = fault.injected ? fault.rv : real->name arguments;                               \
        log_return(#name, rv, fault.injected ? "injected" : "");                                   \
        return rv;                                                                                 \
    }

WRAP(C_Initialize, (void *args), (args))
WRAP(C_GetInfo, (CK_INFO *info), (info))
WRAP(C_GetSlotList, (CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *count), (present, slots, count))
WRAP(C_GetMechanismList, (CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, CK_ULONG *count),
     (slot, list, count))
WRAP(C_GetMechanismInfo, (CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO *info),
     (slot, type, info))
WRAP(C_InitToken, (CK_SLOT_ID slot, CK_BYTE *pin, CK_ULONG length, CK_BYTE *label),
     (slot, pin, length, label))
WRAP(C_GetSessionInfo, (CK_SESSION_HANDLE session, CK_SESSION_INFO *info), (session, info))
WRAP(C_Logout, (CK_SESSION_HANDLE session), (session))
WRAP(C_CreateObject,
     (CK_SESSION_HANDLE session, CK_ATTRIBUTE *attributes, CK_ULONG count, CK_OBJECT_HANDLE *object),
     (session, attributes, count, object))
WRAP(C_DestroyObject, (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object), (session, object))
WRAP(C_GetAttributeValue,
     (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *attributes, CK_ULONG count),
     (session, object, attributes, count))
WRAP(C_SetAttributeValue,
     (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *attributes, CK_ULONG count),
     (session, object, attributes, count))
WRAP(C_FindObjectsInit, (CK_SESSION_HANDLE session, CK_ATTRIBUTE *attributes, CK_ULONG count),
     (session, attributes, count))
WRAP(C_FindObjects,
     (CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *objects, CK_ULONG max, CK_ULONG *count),
     (session, objects, max, count))
WRAP(C_FindObjectsFinal, (CK_SESSION_HANDLE session), (session))
WRAP(C_SignInit, (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key),
     (session, mechanism, key))
WRAP(C_SignUpdate, (CK_SESSION_HANDLE session, CK_BYTE *part, CK_ULONG length),
     (session, part, length))
WRAP(C_GenerateKeyPair,
     (CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *public_attributes,
      CK_ULONG public_count, CK_ATTRIBUTE *private_attributes, CK_ULONG private_count,
      CK_OBJECT_HANDLE *public_key, CK_OBJECT_HANDLE *private_key),
     (session, mechanism, public_attributes, public_count, private_attributes, private_count,
      public_key, private_key))
WRAP(C_SeedRandom, (CK_SESSION_HANDLE session, CK_BYTE *seed, CK_ULONG length),
     (session, seed, length))
WRAP(C_GenerateRandom, (CK_SESSION_HANDLE session, CK_BYTE *random, CK_ULONG length),
     (session, random, length))
WRAP(C_WaitForSlotEvent, (CK_FLAGS flags, CK_SLOT_ID *slot, void *reserved),
     (flags, slot, reserved))

/* A failed C_Sign ends the operation (PKCS#11 v2.40, 5.11): end the one of the other module too. */
#define WRAP_END_OF_SIGNATURE(name, parameters, arguments, discarding)                             \
    static CK_RV shim_##name parameters                                                            \
    {                                                                                              \
        struct fault fault = control_fault(#name);                                                 \
        CK_BYTE discarded[1024];                                                                   \
        CK_ULONG discarded_length = sizeof discarded;                                              \
        CK_RV rv = fault.injected ? real->name discarding : real->name arguments;                  \
        rv = fault.injected ? fault.rv : rv;                                                       \
        log_return(#name, rv, fault.injected ? "injected" : "");                                   \
        return rv;                                                                                 \
    }

WRAP_END_OF_SIGNATURE(C_Sign,
                      (CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG length,
                       CK_BYTE *signature, CK_ULONG *signature_length),
                      (session, data, length, signature, signature_length),
                      (session, data, length, discarded, &discarded_length))
WRAP_END_OF_SIGNATURE(C_SignFinal,
                      (CK_SESSION_HANDLE session, CK_BYTE *signature, CK_ULONG *signature_length),
                      (session, signature, signature_length),
                      (session, discarded, &discarded_length))

static CK_RV shim_C_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO *info)
{
    struct fault fault = control_fault("C_GetSlotInfo");
    CK_RV rv = fault.injected ? fault.rv : real->C_GetSlotInfo(slot, info);
    if (rv == CKR_OK)
        info->flags |= control_number("slot-flags");
    log_return("C_GetSlotInfo", rv, fault.injected ? "injected" : "");
    return rv;
}

static CK_RV shim_C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
    struct fault fault = control_fault("C_GetTokenInfo");
    CK_RV rv = fault.injected ? fault.rv : real->C_GetTokenInfo(slot, info);
    CK_ULONG max_sessions = control_number("max-sessions");
    if (rv == CKR_OK) {
        info->flags |= control_number("token-flags");
        if (max_sessions)
            info->ulMaxSessionCount = info->ulMaxRwSessionCount = max_sessions;
    }
    log_return("C_GetTokenInfo", rv, fault.injected ? "injected" : "");
    return rv;
}

/* Reserves one of the sessions that this process may have, over all slots. */
static CK_RV open_limited(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify,
                          CK_SESSION_HANDLE *session)
{
    long max_sessions = (long)control_number("max-sessions");
    long mine = __atomic_add_fetch(&open_sessions, 1, __ATOMIC_SEQ_CST);
    CK_RV rv = CKR_SESSION_COUNT;
    if (!max_sessions || mine <= max_sessions)
        rv = real->C_OpenSession(slot, flags, application, notify, session);
    if (rv != CKR_OK)
        __atomic_sub_fetch(&open_sessions, 1, __ATOMIC_SEQ_CST);
    return rv;
}

static CK_RV shim_C_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, void *application,
                                CK_NOTIFY notify, CK_SESSION_HANDLE *session)
{
    struct fault fault = control_fault("C_OpenSession");
    CK_RV rv = fault.injected ? fault.rv : open_limited(slot, flags, application, notify, session);
    log_return("C_OpenSession", rv, fault.injected ? "injected" : "");
    return rv;
}

static CK_RV shim_C_CloseSession(CK_SESSION_HANDLE session)
{
    struct fault fault = control_fault("C_CloseSession");
    CK_RV rv = fault.injected ? fault.rv : real->C_CloseSession(session);
    if (rv == CKR_OK)
        __atomic_sub_fetch(&open_sessions, 1, __ATOMIC_SEQ_CST);
    log_return("C_CloseSession", rv, fault.injected ? "injected" : "");
    return rv;
}

/* For tests with one token: the sessions of all slots count as closed. */
static CK_RV shim_C_CloseAllSessions(CK_SLOT_ID slot)
{
    struct fault fault = control_fault("C_CloseAllSessions");
    CK_RV rv = fault.injected ? fault.rv : real->C_CloseAllSessions(slot);
    if (rv == CKR_OK)
        __atomic_store_n(&open_sessions, 0, __ATOMIC_SEQ_CST);
    log_return("C_CloseAllSessions", rv, fault.injected ? "injected" : "");
    return rv;
}

static CK_RV shim_C_Finalize(void *reserved)
{
    struct fault fault = control_fault("C_Finalize");
    CK_RV rv = fault.injected ? fault.rv : real->C_Finalize(reserved);
    if (rv == CKR_OK)
        __atomic_store_n(&open_sessions, 0, __ATOMIC_SEQ_CST);
    log_return("C_Finalize", rv, fault.injected ? "injected" : "");
    return rv;
}

/* Somebody keys in the PIN that the file holds; without the file, somebody presses "cancel". */
static CK_RV pinpad_login(const char *pin_file, CK_SESSION_HANDLE session, CK_USER_TYPE user)
{
    CK_BYTE pin[256];
    sleep_millis(control_number("pinpad-delay"));
    int file = open(pin_file, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, pin, sizeof pin);
    if (file >= 0)
        close(file);
    return length < 0 ? CKR_FUNCTION_CANCELED
                      : real->C_Login(session, user, pin, (CK_ULONG)length);
}

static CK_RV shim_C_Login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_BYTE *pin,
                          CK_ULONG length)
{
    struct fault fault = control_fault("C_Login");
    char note[64];
    char pin_file[4200];
    CK_RV rv = fault.rv;
    if (!fault.injected && !pin && control_text("pinpad", pin_file, sizeof pin_file))
        rv = pinpad_login(pin_file, session, user);
    else if (!fault.injected)
        rv = real->C_Login(session, user, pin, length);
    if (pin)
        snprintf(note, sizeof note, "user=%lu pin=%lu", user, length);
    else
        snprintf(note, sizeof note, "user=%lu no-pin", user);
    log_return("C_Login", rv, note);
    return rv;
}

/* Functions that no signer needs are those of the other module: neither logged nor failing. */
static void fill(void)
{
    shim = *real;
#define USE(name) shim.name = shim_##name
    USE(C_Initialize), USE(C_Finalize), USE(C_GetInfo), USE(C_GetSlotList), USE(C_GetSlotInfo);
    USE(C_GetTokenInfo), USE(C_GetMechanismList), USE(C_GetMechanismInfo), USE(C_InitToken);
    USE(C_OpenSession), USE(C_CloseSession), USE(C_CloseAllSessions), USE(C_GetSessionInfo);
    USE(C_Login), USE(C_Logout), USE(C_CreateObject), USE(C_DestroyObject);
    USE(C_GetAttributeValue), USE(C_SetAttributeValue), USE(C_FindObjectsInit);
    USE(C_FindObjects), USE(C_FindObjectsFinal), USE(C_SignInit), USE(C_Sign), USE(C_SignUpdate);
    USE(C_SignFinal), USE(C_GenerateKeyPair), USE(C_SeedRandom), USE(C_GenerateRandom);
    USE(C_WaitForSlotEvent);
    shim.C_GetFunctionList = C_GetFunctionList;
}

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(CK_FUNCTION_LIST **list)
{
    const char *path = getenv("SHIM_MODULE");
    void *module = path ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    CK_C_GetFunctionList get;
    if (!module) {
        fprintf(stderr, "shim: cannot load SHIM_MODULE: %s\n", path ? dlerror() : "not set");
        return CKR_GENERAL_ERROR;
    }
    if (!real) {
        *(void **)&get = dlsym(module, "C_GetFunctionList");
        if (!get || get(&real) != CKR_OK)
            return CKR_GENERAL_ERROR;
        fill();
    }
    *list = &shim;
    return CKR_OK;
}
