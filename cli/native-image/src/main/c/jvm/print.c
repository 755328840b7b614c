/* Texts. The formats are the libraries' own. */
#include <stdint.h>

#include "jvm.h"

#pragma GCC diagnostic ignored "-Wformat-nonliteral"

int jio_vsnprintf(char *text, size_t size, const char *format, va_list values)
{
    if (size == 0 || size > INT32_MAX) {
        return -1;
    }
    int length = vsnprintf(text, size, format, values);
    return length < 0 || (size_t) length >= size ? -1 : length;
}

int jio_snprintf(char *text, size_t size, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int length = jio_vsnprintf(text, size, format, values);
    va_end(values);
    return length;
}

int jio_vfprintf(FILE *file, const char *format, va_list values)
{
    return vfprintf(file, format, values);
}

int jio_fprintf(FILE *file, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int length = vfprintf(file, format, values);
    va_end(values);
    return length;
}
