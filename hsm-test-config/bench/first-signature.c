/*
 * How long a signer takes from its start to its first signature.
 *
 * first-signature SOCKET COMMAND [ARGUMENT...]
 *
 * Starts the command, asks for a signature as soon as something listens on the socket, prints the
 * milliseconds, and ends the command.
 */
#include <signal.h>
#include <sys/wait.h>

#include "signing.h"

int main(int argc, char **argv)
{
	char out[MAX_LINE];
	int fd, status;
	if (argc < 3) {
		fputs("usage: first-signature SOCKET COMMAND [ARGUMENT...]\n", stderr);
		return 2;
	}
	double start = now();
	pid_t signer = fork();
	if (signer < 0)
		fail("fork");
	if (signer == 0) {
		execvp(argv[2], argv + 2);
		fail(argv[2]);
	}
	while ((fd = try_socket(argv[1])) < 0) {
		if (waitpid(signer, &status, WNOHANG) != 0) {
			fputs("first-signature: the signer ended\n", stderr);
			return 1;
		}
		usleep(500);
	}
	FILE *in = fdopen(fd, "r");
	size_t length = read_greeting(in, out);
	sign(fd, in, out, length);
	printf("%.1f\n", (now() - start) * 1000);
	fclose(in);
	kill(signer, SIGTERM);
	waitpid(signer, &status, 0);
	return 0;
}
