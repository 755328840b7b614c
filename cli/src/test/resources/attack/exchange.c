/*
 * Puts something else in the place of every hidden name that appears in a folder, as its owner could:
 *   exchange FOLDER LINK-TARGET   a symbolic link to LINK-TARGET
 *   exchange FOLDER               the folder's own files "precious0", "precious1" and so on
 * Prints the number of its attempts when it is told to end.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;

static void stop(int signal) {
    (void)signal;
    stopped = 1;
}

int main(int argc, char **argv) {
    if (argc < 2 || chdir(argv[1]) != 0) return 2;
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);
    int watch = inotify_init1(IN_CLOEXEC);
    if (watch < 0 || inotify_add_watch(watch, ".", IN_CREATE | IN_MOVED_TO) < 0) return 2;
    puts("watching");
    fflush(stdout);
    long attempts = 0;
    char away[64], bait[64], precious[64];
    char buffer[65536] __attribute__((aligned(8)));
    while (!stopped) {
        ssize_t length = read(watch, buffer, sizeof buffer);
        if (length <= 0) break;
        for (char *at = buffer; at < buffer + length;) {
            struct inotify_event *event = (struct inotify_event *)at;
            at += sizeof *event + event->len;
            if (event->len == 0 || event->name[0] != '.' || strncmp(event->name, ".away", 5) == 0 ||
                strncmp(event->name, ".bait", 5) == 0)
                continue;
            snprintf(bait, sizeof bait, ".bait%ld", attempts);
            snprintf(away, sizeof away, ".away%ld", attempts);
            snprintf(precious, sizeof precious, "precious%ld", attempts);
            if (argc > 2) {
                if (symlink(argv[2], bait) != 0) continue;
            } else if (rename(precious, bait) != 0) {
                continue;
            }
            attempts++;
            /* A file is replaced at once; a folder has to go away before. */
            if (rename(bait, event->name) != 0 && rename(event->name, away) == 0)
                rename(bait, event->name);
        }
    }
    printf("attempts %ld\n", attempts);
    return 0;
}
