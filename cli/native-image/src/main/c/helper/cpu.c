/*
 * What this processor can do. The structure has a member for each feature that native-image knows
 * of; the header is made from its classes. A feature that is not named here is one that no code of
 * ours uses: to say that it is missing is always safe.
 */
#include <stdlib.h>
#include <string.h>

#include "cpufeatures.h"
#include "helper.h"

void determineCPUFeatures(CPUFeatures *features);

#if defined(__x86_64__)

#define HAS(name) (__builtin_cpu_supports(name) ? 1 : 0)

void determineCPUFeatures(CPUFeatures *features)
{
    __builtin_cpu_init();
    memset(features, 0, sizeof *features);
    /* Every processor with 64 bits has these. */
    features->fCX8 = 1;
    features->fCMOV = 1;
    features->fFXSR = 1;
    features->fFLUSH = 1;
    features->fMMX = 1;
    features->fSSE = 1;
    features->fSSE2 = 1;
    features->fSSE3 = HAS("sse3");
    features->fSSSE3 = HAS("ssse3");
    features->fSSE4_1 = HAS("sse4.1");
    features->fSSE4_2 = HAS("sse4.2");
    features->fPOPCNT = HAS("popcnt");
    features->fAVX = HAS("avx");
    features->fAVX2 = HAS("avx2");
    features->fVZEROUPPER = features->fAVX;
    features->fAES = HAS("aes");
    features->fCLMUL = HAS("pclmul");
    features->fBMI1 = HAS("bmi");
    features->fBMI2 = HAS("bmi2");
    features->fFMA = HAS("fma");
    features->fLZCNT = features->fAVX2 && features->fBMI2;
}

#elif defined(__aarch64__)

#include <asm/hwcap.h>
#include <sys/auxv.h>

void determineCPUFeatures(CPUFeatures *features)
{
    unsigned long has = getauxval(AT_HWCAP);
    memset(features, 0, sizeof *features);
    features->fFP = (has & HWCAP_FP) != 0;
    features->fASIMD = (has & HWCAP_ASIMD) != 0;
    features->fAES = (has & HWCAP_AES) != 0;
    features->fPMULL = (has & HWCAP_PMULL) != 0;
    features->fSHA1 = (has & HWCAP_SHA1) != 0;
    features->fSHA2 = (has & HWCAP_SHA2) != 0;
    features->fCRC32 = (has & HWCAP_CRC32) != 0;
    features->fLSE = (has & HWCAP_ATOMICS) != 0;
}

#else
#error "Native programs are made for x86-64 and AArch64; use the Java distribution elsewhere"
#endif

/* A byte has its lowest bit cleared where the code needs that feature; all other bits are set. */
int checkCPUFeatures(const uint8_t *not_needed)
{
    CPUFeatures features;
    determineCPUFeatures(&features);
    const uint8_t *has = (const uint8_t *) &features;
    for (size_t i = 0; i < sizeof features; i++) {
        if ((uint8_t) (not_needed[i] | has[i]) != UINT8_MAX) {
            return 1;
        }
    }
    return 0;
}

void checkCPUFeaturesOrExit(const uint8_t *not_needed, const char *message)
{
    if (checkCPUFeatures(not_needed) != 0) {
        fprintf(stderr,
                "signet: this processor is too old for the native programs, which need what "
                "x86-64-v2 has (SSE4.2 and POPCNT); use the Java distribution (signet-java). %s",
                message);
        exit(1);
    }
}
