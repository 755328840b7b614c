/*
 * How fast a signer answers on its UNIX socket: connections that each send a signing request and
 * read the answer, over and over. Some more may be idle: each of them asks once, at a time of its
 * own, so that all are seen to be served.
 *
 * socket-load SOCKET CONNECTIONS SECONDS [IDLE]
 *
 * With 0 seconds, each connection has one signature made.
 *
 * Prints signatures per second, how many the slowest and the fastest connection got, and, where some
 * are idle, how many of those were answered and the longest that one had to wait, in milliseconds.
 * Ends with status 1 where a request was refused.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "signing.h"

enum { MAX_CONNECTIONS = 2048, STACK = 128 * 1024 };

struct connection {
	const char *socket;
	atomic_bool *stop;
	double asks_at; /* 0: always */
	long signatures;
	double waited;
};

static double sleep_until(double time)
{
	double left = time - now();
	struct timespec pause = { (time_t)left, (long)((left - (time_t)left) * 1e9) };
	if (left > 0)
		nanosleep(&pause, NULL);
	return now();
}

/* Even in no time, each of the busy ones gets a signature. */
static int busy_first(const struct connection *connection)
{
	return connection->asks_at == 0 && connection->signatures == 0;
}

static void *ask(void *argument)
{
	struct connection *connection = argument;
	char out[MAX_LINE];
	int fd = try_socket(connection->socket);
	if (fd < 0)
		fail(connection->socket);
	FILE *in = fdopen(fd, "r");
	size_t length = read_greeting(in, out);
	if (connection->asks_at > 0) {
		double start = sleep_until(connection->asks_at);
		sign(fd, in, out, length);
		connection->waited = now() - start;
		connection->signatures = 1;
		while (!atomic_load_explicit(connection->stop, memory_order_relaxed))
			sleep_until(now() + 0.1);
	}
	while (busy_first(connection) || !atomic_load_explicit(connection->stop, memory_order_relaxed)) {
		sign(fd, in, out, length);
		connection->signatures++;
	}
	fclose(in);
	return NULL;
}

int main(int argc, char **argv)
{
	int busy = argc >= 4 ? atoi(argv[2]) : 0, idle = argc == 5 ? atoi(argv[4]) : 0, count = busy + idle;
	if (busy < 1 || idle < 0 || count > MAX_CONNECTIONS || argc > 5) {
		fputs("usage: socket-load SOCKET CONNECTIONS SECONDS [IDLE]\n", stderr);
		return 2;
	}
	static pthread_t threads[MAX_CONNECTIONS];
	static struct connection connections[MAX_CONNECTIONS];
	pthread_attr_t small;
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, STACK);
	atomic_bool stop = 0;
	double seconds = atof(argv[3]), start = now();
	for (int i = 0; i < count; i++) {
		double asks_at = i < busy ? 0 : start + seconds * (i - busy + 1) / (idle + 1);
		connections[i] = (struct connection){ argv[1], &stop, asks_at, 0, 0 };
		if (pthread_create(&threads[i], &small, ask, &connections[i]) != 0)
			fail("pthread_create");
	}
	sleep_until(start + seconds);
	atomic_store(&stop, 1);
	long sum = 0, least = -1, most = 0, answered = 0;
	double longest = 0;
	for (int i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
		long signatures = connections[i].signatures;
		sum += signatures;
		if (i < busy) {
			least = least < 0 || signatures < least ? signatures : least;
			most = signatures > most ? signatures : most;
		} else {
			answered += signatures;
			longest = connections[i].waited > longest ? connections[i].waited : longest;
		}
	}
	printf("%.0f %ld %ld", sum / (now() - start), least, most);
	if (idle > 0)
		printf(" %ld %.0f", answered, longest * 1000);
	puts("");
	return 0;
}
