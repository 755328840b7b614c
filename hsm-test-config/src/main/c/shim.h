/*
 * A PKCS#11 module that passes every call on to another one, and fails as a file says.
 *
 *   SHIM_MODULE   the other module
 *   SHIM_CONTROL  a file with what is to happen, read at every call; FaultShim.java replaces it
 *   SHIM_LOG      a file to which a line is appended for each call
 */
#ifndef SHIM_H
#define SHIM_H

#include <p11-kit/pkcs11.h>

/* What the control file says of one call. */
struct fault {
    int injected; /* the call fails with rv */
    CK_RV rv;
};

/*
 * Looks up the faults of a function, in the order of the file: waits, hangs and crashes here;
 * tells the caller of a return code to inject.
 */
struct fault control_fault(const char *function);

/* Returns the number of a line "key number", or 0 when there is none. */
unsigned long control_number(const char *key);

/* Copies the rest of a line "key text", or returns 0 when there is none. */
int control_text(const char *key, char *text, size_t size);

void sleep_millis(unsigned long millis);

/* Appends one line; result is a return code or an event, note may be empty. */
void log_event(const char *function, const char *event);
void log_return(const char *function, CK_RV rv, const char *note);

#endif
