/*
 * What it takes to ask another process over a socket that is waiting for the question, where neither
 * has anything to do: a request's length one way, a signature's the other way, over and over.
 *
 * round-trip SECONDS
 *
 * Prints the microseconds of one.
 */
#include "signing.h"

enum { REQUEST = 400, ANSWER = 88 };

int main(int argc, char **argv)
{
	char bytes[REQUEST] = { 0 };
	int ends[2];
	double seconds = argc == 2 ? atof(argv[1]) : 0;
	if (seconds <= 0) {
		fputs("usage: round-trip SECONDS\n", stderr);
		return 2;
	}
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
		fail("socketpair");
	pid_t child = fork();
	if (child < 0)
		fail("fork");
	if (child == 0) {
		close(ends[0]);
		while (read(ends[1], bytes, REQUEST) > 0)
			if (write(ends[1], bytes, ANSWER) != ANSWER)
				fail("write");
		return 0;
	}
	close(ends[1]);
	long count = 0;
	double start = now();
	for (; now() < start + seconds; count++)
		if (write(ends[0], bytes, REQUEST) != REQUEST || read(ends[0], bytes, ANSWER) != ANSWER)
			fail("round trip");
	printf("%.1f\n", (now() - start) * 1e6 / count);
	return 0;
}
