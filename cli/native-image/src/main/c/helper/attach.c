/* Nobody attaches to our processes: all of this answers that nothing is there. */
#include "helper.h"

void svm_attach_startup(const char *path)
{
    (void) path;
}

void svm_attach_listener_cleanup(int socket, const char *path)
{
    (void) socket;
    (void) path;
}

int svm_attach_check_socket_file(const char *path)
{
    (void) path;
    return 0;
}

int svm_attach_is_init_trigger(const char *path)
{
    (void) path;
    return 0;
}

int svm_attach_create_listener(const char *path)
{
    (void) path;
    return -1;
}

int svm_attach_wait_for_request(int socket)
{
    (void) socket;
    return -1;
}

void svm_attach_shutdown_socket(int socket)
{
    (void) socket;
}
