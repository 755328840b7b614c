#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#define LINE 4200 /* a path and a key */
#define RULES 16
#define HANG_MILLIS 5

/* A line "fault FUNCTION SKIP TIMES ACTION VALUE": the calls after SKIP others, TIMES of them. */
struct rule {
    char function[40];
    unsigned long skip;
    unsigned long times;
    char action[16];
    unsigned long value;
};

static FILE *control_open(void)
{
    const char *path = getenv("SHIM_CONTROL");
    return path ? fopen(path, "re") : NULL;
}

int control_text(const char *key, char *text, size_t size)
{
    char line[LINE];
    size_t length = strlen(key);
    int found = 0;
    FILE *file = control_open();
    while (file && !found && fgets(line, sizeof line, file)) {
        if (strncmp(line, key, length) || line[length] != ' ')
            continue;
        line[strcspn(line, "\n")] = 0;
        snprintf(text, size, "%s", line + length + 1);
        found = 1;
    }
    if (file)
        fclose(file);
    return found;
}

unsigned long control_number(const char *key)
{
    char text[32];
    return control_text(key, text, sizeof text) ? strtoul(text, NULL, 0) : 0;
}

void sleep_millis(unsigned long millis)
{
    struct timespec left = {(time_t)(millis / 1000), (long)(millis % 1000) * 1000000L};
    while (nanosleep(&left, &left) && errno == EINTR)
        ;
}

/*
 * Counts a call that a rule is about, over all processes that have the same control file: the
 * counter of rule i is the number at i in the file of counters.
 */
static unsigned long count(const char *counters, long index)
{
    unsigned long calls = 0;
    off_t at = index * (off_t)sizeof calls;
    int file = open(counters, O_RDWR | O_CLOEXEC);
    if (file < 0)
        return 0;
    flock(file, LOCK_EX);
    if (pread(file, &calls, sizeof calls, at) != sizeof calls)
        calls = 0;
    calls++;
    if (pwrite(file, &calls, sizeof calls, at) != sizeof calls)
        fputs("shim: cannot count\n", stderr);
    close(file);
    return calls;
}

/* Reads the counters' file and the rules at once: they belong together. Returns the rules. */
static long read_rules(struct rule *rules, char *counters)
{
    char line[LINE];
    long count = 0;
    FILE *file = control_open();
    *counters = 0;
    while (file && count < RULES && fgets(line, sizeof line, file)) {
        struct rule *rule = &rules[count];
        sscanf(line, "counters %4199[^\n]", counters);
        count += sscanf(line, "fault %39s %lu %lu %15s %lu", rule->function, &rule->skip,
                        &rule->times, rule->action, &rule->value) == 5;
    }
    if (file)
        fclose(file);
    return count;
}

static int still_hangs(const char *function)
{
    struct rule rules[RULES];
    char counters[LINE];
    long count = read_rules(rules, counters);
    for (long i = 0; i < count; i++)
        if (!strcmp(rules[i].function, function) && !strcmp(rules[i].action, "hang"))
            return 1;
    return 0;
}

static void apply(const char *function, const struct rule *rule, struct fault *fault)
{
    if (!strcmp(rule->action, "delay")) {
        sleep_millis(rule->value);
    } else if (!strcmp(rule->action, "hang")) {
        log_event(function, "hang");
        while (still_hangs(function))
            sleep_millis(HANG_MILLIS);
    } else if (!strcmp(rule->action, "crash")) {
        log_event(function, "crash");
        signal(SIGSEGV, SIG_DFL);
        raise(SIGSEGV);
    } else if (!strcmp(rule->action, "return")) {
        fault->injected = 1;
        fault->rv = rule->value;
    }
}

struct fault control_fault(const char *function)
{
    struct fault fault = {0, CKR_OK};
    struct rule rules[RULES];
    char counters[LINE];
    long rule_count = read_rules(rules, counters);
    for (long i = 0; i < rule_count; i++) {
        if (strcmp(rules[i].function, function))
            continue;
        unsigned long call = count(counters, i);
        if (call > rules[i].skip && call - rules[i].skip <= rules[i].times)
            apply(function, &rules[i], &fault);
    }
    return fault;
}
