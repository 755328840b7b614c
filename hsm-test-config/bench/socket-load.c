/*
 * How fast a signer answers on its UNIX socket: connections that each send a signing request and
 * read the answer, over and over. Speaks the signing protocol (docs/protocol.md), version 1.
 *
 * socket-load SOCKET CONNECTIONS SECONDS
 *
 * Prints signatures per second, and how many the slowest and the fastest connection got. Ends with
 * status 1 where a request was refused.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 1024, MAX_LINE = 4096 };

struct connection {
	const char *socket;
	atomic_bool *stop;
	long signatures;
};

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void base64url(const char *text, char *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t length = strlen(text);
	for (size_t i = 0; i < length; i += 3) {
		size_t left = length - i;
		unsigned long group = (unsigned long)(unsigned char)text[i] << 16
			| (left > 1 ? (unsigned long)(unsigned char)text[i + 1] << 8 : 0)
			| (left > 2 ? (unsigned char)text[i + 2] : 0);
		for (size_t digit = 0; digit < (left > 2 ? 4 : left + 1); digit++)
			*out++ = digits[group >> (18 - 6 * digit) & 63];
	}
	*out = '\0';
}

/* A request as a client sends most: the poll of a resource, with an empty payload. */
static size_t request(const char *algorithm, char *line)
{
	char header[MAX_LINE / 2];
	snprintf(header, sizeof header,
		"{\"alg\":\"%s\",\"kid\":\"https://ca.example/acct/1\",\"nonce\":\"oFvnlFP1wIhRlYS2jTaXbA\","
		"\"url\":\"https://ca.example/order/1\"}", algorithm);
	base64url(header, line);
	strcat(line, ".\r\n");
	return strlen(line);
}

static int open_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	strncpy(address.sun_path, path, sizeof address.sun_path - 1);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
		fail(path);
	return fd;
}

static void read_line(FILE *in, char *line)
{
	if (fgets(line, MAX_LINE, in) == NULL) {
		fputs("socket-load: the signer closed the connection\n", stderr);
		exit(1);
	}
}

static void *ask(void *argument)
{
	struct connection *connection = argument;
	char line[MAX_LINE], out[MAX_LINE], algorithm[16] = "RS256";
	int fd = open_socket(connection->socket);
	FILE *in = fdopen(fd, "r");
	read_line(in, line);
	char *member = strstr(line, "\"alg\":\"");
	if (member != NULL)
		sscanf(member + 7, "%15[A-Z0-9]", algorithm);
	read_line(in, line);
	size_t length = request(algorithm, out);
	while (!atomic_load_explicit(connection->stop, memory_order_relaxed)) {
		if (write(fd, out, length) != (ssize_t)length)
			fail("write");
		read_line(in, line);
		connection->signatures++;
	}
	fclose(in);
	return NULL;
}

int main(int argc, char **argv)
{
	int count = argc == 4 ? atoi(argv[2]) : 0;
	if (count < 1 || count > MAX_CONNECTIONS) {
		fputs("usage: socket-load SOCKET CONNECTIONS SECONDS\n", stderr);
		return 2;
	}
	static pthread_t threads[MAX_CONNECTIONS];
	static struct connection connections[MAX_CONNECTIONS];
	atomic_bool stop = 0;
	struct timespec start, end, pause = { atol(argv[3]), 0 };
	clock_gettime(CLOCK_MONOTONIC, &start);
	for (int i = 0; i < count; i++) {
		connections[i] = (struct connection){ argv[1], &stop, 0 };
		if (pthread_create(&threads[i], NULL, ask, &connections[i]) != 0)
			fail("pthread_create");
	}
	nanosleep(&pause, NULL);
	atomic_store(&stop, 1);
	long sum = 0, least = -1, most = 0;
	for (int i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
		long signatures = connections[i].signatures;
		sum += signatures;
		least = least < 0 || signatures < least ? signatures : least;
		most = signatures > most ? signatures : most;
	}
	clock_gettime(CLOCK_MONOTONIC, &end);
	double seconds = (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9;
	printf("%.0f %ld %ld\n", sum / seconds, least, most);
	return 0;
}
