/*
 * A client of the signing protocol (docs/protocol.md), version 1, for the programs of the bench: a
 * connection, its greeting, and one request over and over.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { MAX_LINE = 4096 };

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
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

/* A connected socket, or -1 where nothing listens. */
static int try_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	strncpy(address.sun_path, path, sizeof address.sun_path - 1);
	if (fd < 0)
		fail("socket");
	if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
		return fd;
	close(fd);
	return -1;
}

static void read_line(FILE *in, char *line)
{
	if (fgets(line, MAX_LINE, in) == NULL) {
		fputs("the signer closed the connection\n", stderr);
		exit(1);
	}
}

/* Reads the greeting, and makes the request for the key that it tells of. */
static size_t read_greeting(FILE *in, char *out)
{
	char line[MAX_LINE], algorithm[16] = "RS256";
	read_line(in, line);
	char *member = strstr(line, "\"alg\":\"");
	if (member != NULL)
		sscanf(member + 7, "%15[A-Z0-9]", algorithm);
	read_line(in, line);
	return request(algorithm, out);
}

static void sign(int fd, FILE *in, const char *out, size_t length)
{
	char line[MAX_LINE];
	if (write(fd, out, length) != (ssize_t)length)
		fail("write");
	read_line(in, line);
}
