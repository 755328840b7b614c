/*
 * Exchanges two names of a folder in one step, again and again:
 *   swap FOLDER NAME NAME
 * The pauses are of all lengths up to 4 ms: so now and then one exchange, and one only, falls between
 * two looks of a reader, however fast that is.
 * Prints the number of exchanges when it is told to end.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;

static void stop(int signal) {
    (void)signal;
    stopped = 1;
}

int main(int argc, char **argv) {
    if (argc != 4 || chdir(argv[1]) != 0) return 2;
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);
    prctl(PR_SET_TIMERSLACK, 1L);
    puts("exchanging");
    fflush(stdout);
    long exchanges = 0;
    while (!stopped) {
        if (renameat2(AT_FDCWD, argv[2], AT_FDCWD, argv[3], RENAME_EXCHANGE) != 0) {
            perror("renameat2");
            return 1;
        }
        exchanges++;
        long longest = 1000L << (random() % 13);
        struct timespec pause = {.tv_nsec = random() % longest};
        nanosleep(&pause, NULL);
    }
    printf("exchanges %ld\n", exchanges);
    return 0;
}
