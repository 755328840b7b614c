/*
 * How fast a PKCS#11 module signs, called as plainly as possible: threads that do nothing but
 * C_SignInit and C_Sign, each in a session of its own. The yardstick for every way around it.
 *
 * c-sign MODULE TOKEN-LABEL KEY-ID-HEX rsa|ec THREADS SECONDS <PIN-FILE
 *
 * Prints signatures per second.
 */
#include <dlfcn.h>
#include <p11-kit/pkcs11.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_SLOTS = 64, MAX_THREADS = 64, MAX_SIGNATURE = 512, MAX_PIN = 255 };

/* What is signed: a SHA-256 digest, for RSA behind its DigestInfo (RFC 8017 section 9.2). */
static CK_BYTE digest_info[51] = { 0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
	0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20 };

struct job {
	CK_FUNCTION_LIST *module;
	CK_SLOT_ID slot;
	CK_BYTE id;
	CK_MECHANISM mechanism;
	CK_BYTE *data;
	CK_ULONG length;
	atomic_bool *stop;
	long signatures;
};

static void check(const char *call, CK_RV rv)
{
	if (rv != CKR_OK) {
		fprintf(stderr, "c-sign: %s: 0x%lx\n", call, rv);
		exit(1);
	}
}

static CK_OBJECT_HANDLE find_key(struct job *job, CK_SESSION_HANDLE session)
{
	CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
	CK_ATTRIBUTE template[] = { { CKA_CLASS, &class, sizeof class }, { CKA_ID, &job->id, 1 } };
	CK_OBJECT_HANDLE key;
	CK_ULONG found = 0;
	check("C_FindObjectsInit", job->module->C_FindObjectsInit(session, template, 2));
	check("C_FindObjects", job->module->C_FindObjects(session, &key, 1, &found));
	check("C_FindObjectsFinal", job->module->C_FindObjectsFinal(session));
	if (found != 1) {
		fputs("c-sign: no such key\n", stderr);
		exit(1);
	}
	return key;
}

static void *sign(void *argument)
{
	struct job *job = argument;
	CK_SESSION_HANDLE session;
	CK_BYTE signature[MAX_SIGNATURE];
	check("C_OpenSession", job->module->C_OpenSession(job->slot, CKF_SERIAL_SESSION, NULL, NULL, &session));
	CK_OBJECT_HANDLE key = find_key(job, session);
	while (!atomic_load_explicit(job->stop, memory_order_relaxed)) {
		CK_ULONG length = sizeof signature;
		check("C_SignInit", job->module->C_SignInit(session, &job->mechanism, key));
		check("C_Sign", job->module->C_Sign(session, job->data, job->length, signature, &length));
		job->signatures++;
	}
	check("C_CloseSession", job->module->C_CloseSession(session));
	return NULL;
}

static CK_FUNCTION_LIST *load(const char *path)
{
	void *library = dlopen(path, RTLD_NOW);
	CK_RV (*get)(CK_FUNCTION_LIST **) = library == NULL ? NULL : dlsym(library, "C_GetFunctionList");
	CK_FUNCTION_LIST *module;
	CK_C_INITIALIZE_ARGS threads = { .flags = CKF_OS_LOCKING_OK };
	if (get == NULL) {
		fprintf(stderr, "c-sign: %s\n", dlerror());
		exit(1);
	}
	check("C_GetFunctionList", get(&module));
	check("C_Initialize", module->C_Initialize(&threads));
	return module;
}

static CK_SLOT_ID find_slot(CK_FUNCTION_LIST *module, const char *label)
{
	CK_SLOT_ID slots[MAX_SLOTS];
	CK_ULONG count = MAX_SLOTS;
	CK_TOKEN_INFO token;
	check("C_GetSlotList", module->C_GetSlotList(CK_TRUE, slots, &count));
	for (CK_ULONG i = 0; i < count; i++)
		if (module->C_GetTokenInfo(slots[i], &token) == CKR_OK
		    && strncmp((char *)token.label, label, strlen(label)) == 0)
			return slots[i];
	fprintf(stderr, "c-sign: no token %s\n", label);
	exit(1);
}

static void login(CK_FUNCTION_LIST *module, CK_SLOT_ID slot)
{
	char pin[MAX_PIN + 1];
	CK_SESSION_HANDLE session;
	if (fgets(pin, sizeof pin, stdin) == NULL) {
		fputs("c-sign: no PIN on standard input\n", stderr);
		exit(1);
	}
	pin[strcspn(pin, "\r\n")] = '\0';
	/* The session stays open: with the last one the login would end. */
	check("C_OpenSession", module->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, &session));
	check("C_Login", module->C_Login(session, CKU_USER, (CK_BYTE *)pin, strlen(pin)));
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static double measure(struct job *job, int threads, double seconds)
{
	pthread_t thread[MAX_THREADS];
	struct job jobs[MAX_THREADS];
	struct timespec pause = { (time_t)seconds, (long)((seconds - (time_t)seconds) * 1e9) };
	atomic_bool stop = 0;
	long signatures = 0;
	double start = now();
	for (int i = 0; i < threads; i++) {
		jobs[i] = *job;
		jobs[i].stop = &stop;
		if (pthread_create(&thread[i], NULL, sign, &jobs[i]) != 0) {
			fputs("c-sign: no thread\n", stderr);
			exit(1);
		}
	}
	nanosleep(&pause, NULL);
	atomic_store(&stop, 1);
	for (int i = 0; i < threads; i++) {
		pthread_join(thread[i], NULL);
		signatures += jobs[i].signatures;
	}
	return signatures / (now() - start);
}

int main(int argc, char **argv)
{
	int threads = argc == 7 ? atoi(argv[5]) : 0;
	if (threads < 1 || threads > MAX_THREADS) {
		fputs("usage: c-sign MODULE TOKEN-LABEL KEY-ID-HEX rsa|ec THREADS SECONDS <PIN-FILE\n", stderr);
		return 2;
	}
	CK_FUNCTION_LIST *module = load(argv[1]);
	int rsa = strcmp(argv[4], "rsa") == 0;
	struct job job = {
		.module = module,
		.slot = find_slot(module, argv[2]),
		.id = (CK_BYTE)strtol(argv[3], NULL, 16),
		.mechanism = { rsa ? CKM_RSA_PKCS : CKM_ECDSA, NULL, 0 },
		.data = rsa ? digest_info : digest_info + 19,
		.length = rsa ? sizeof digest_info : 32,
	};
	login(module, job.slot);
	printf("%.0f\n", measure(&job, threads, atof(argv[6])));
	check("C_Finalize", module->C_Finalize(NULL));
	return 0;
}
