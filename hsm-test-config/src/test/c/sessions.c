/* Opens three sessions on the first token of a module, closes one and opens another; says what
 * each call returned. */
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    CK_FUNCTION_LIST *list;
    CK_SLOT_ID slots[8];
    CK_ULONG count = 8;
    CK_SESSION_HANDLE last = 0;
    CK_TOKEN_INFO info;
    void *module = argc == 2 ? dlopen(argv[1], RTLD_NOW) : NULL;
    CK_C_GetFunctionList get = module ? (CK_C_GetFunctionList)dlsym(module, "C_GetFunctionList") : NULL;
    if (!get || get(&list) || list->C_Initialize(NULL) || list->C_GetSlotList(1, slots, &count) ||
        !count || list->C_GetTokenInfo(slots[0], &info))
        return 1;
    printf("max %lu:", info.ulMaxSessionCount);
    for (int i = 0; i < 3; i++)
        printf(" 0x%lx", list->C_OpenSession(slots[0], CKF_SERIAL_SESSION, NULL, NULL, &last));
    list->C_CloseSession(last);
    printf(" 0x%lx\n", list->C_OpenSession(slots[0], CKF_SERIAL_SESSION, NULL, NULL, &last));
    return 0;
}
