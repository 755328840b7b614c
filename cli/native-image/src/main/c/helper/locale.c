/*
 * The locale. Signet speaks English and writes numbers in one way, whatever the caller's
 * environment asks for: what it prints is read by scripts, too.
 */
#include "helper.h"

static char english[] = "en";

static const svm_locale_props_t locale = {
    .format_language = english,
    .display_language = english,
};

int svm_initialize_locale(void)
{
    return SVM_LOCALE_INITIALIZATION_SUCCEEDED;
}

const svm_locale_props_t *svm_get_locale(void)
{
    return &locale;
}
