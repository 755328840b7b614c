/*
 * The time zone of the system, for rules that allow things at certain hours: what TZ says, else
 * where the link /etc/localtime leads, else what Debian writes into /etc/timezone.
 */
#define _GNU_SOURCE
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "helper.h"

static const char zones[] = "/zoneinfo/";

/* Returns a copy that the caller frees, or NULL where it can't be the name of a zone. */
static char *name(const char *text)
{
    size_t length = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                 "0123456789_+-/");
    return length == 0 || text[length] != '\0' ? NULL : strdup(text);
}

/* Returns what follows "/zoneinfo/" in a path, if it does. */
static char *of_path(const char *path)
{
    const char *found = strstr(path, zones);
    if (found == NULL) {
        return NULL;
    }
    const char *zone = found + sizeof zones - 1;
    return name(strncmp(zone, "posix/", 6) == 0 ? zone + 6 : zone);
}

static char *of_environment(void)
{
    const char *value = getenv("TZ");
    if (value == NULL || *value == '\0') {
        return NULL;
    }
    if (*value == ':') {
        value++;
    }
    return *value == '/' ? of_path(value) : name(value);
}

static char *of_link(void)
{
    char target[PATH_MAX];
    ssize_t length = readlink("/etc/localtime", target, sizeof target - 1);
    if (length < 0) {
        return NULL;
    }
    target[length] = '\0';
    return of_path(target);
}

static char *of_file(void)
{
    char line[NAME_MAX];
    FILE *file = fopen("/etc/timezone", "re");
    if (file == NULL) {
        return NULL;
    }
    char *read = fgets(line, sizeof line, file);
    (void) fclose(file);
    if (read == NULL) {
        return NULL;
    }
    line[strcspn(line, "\n")] = '\0';
    return name(line);
}

/* Returns its name, which the caller frees, or NULL: then it is UTC. */
char *SVM_FindJavaTZmd(const char *unused, int length)
{
    (void) unused;
    (void) length;
    char *zone = of_environment();
    if (zone == NULL) {
        zone = of_link();
    }
    return zone == NULL ? of_file() : zone;
}
