#!/bin/sh
# Makes a SoftHSM2 of its own with one token, below a folder; the host's own tokens stay untouched.
#
#   softhsm.sh init FOLDER LABEL PIN_FILE
#
# FOLDER must exist. In it appear softhsm2.conf (for the variable SOFTHSM2_CONF), the folder tokens,
# and so-pin with the security officer's PIN; all belong to the owner of FOLDER. The user's PIN is
# the first line of PIN_FILE. No PIN is on a command line, which every user of a host can read:
# pkcs11-tool takes them from its environment, which only its own user and root can read.
set -eu

fail() {
    printf 'softhsm.sh: %s\n' "$1" >&2
    exit 1
}

module() {
    for path in /usr/lib/softhsm/libsofthsm2.so /usr/lib/*/softhsm/libsofthsm2.so \
        /usr/lib64/pkcs11/libsofthsm2.so; do
        if [ -e "$path" ]; then
            echo "$path"
            return
        fi
    done
    fail "no libsofthsm2.so; install the package softhsm2"
}

tool() {
    pkcs11-tool --module "$module" "$@" >"$dir/log" 2>&1 || {
        cat "$dir/log" >&2
        fail "pkcs11-tool cannot make the token in $dir"
    }
}

init() {
    umask 077
    dir=$(cd -- "$1" && pwd) || fail "no folder $1"
    label=$2
    [ -r "$3" ] || fail "cannot read the PIN file $3"
    read -r pin <"$3" || [ -n "$pin" ] || fail "the PIN file $3 is empty"
    [ ! -e "$dir/softhsm2.conf" ] || fail "$dir/softhsm2.conf is there already"
    module=$(module)
    so_pin=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' ')
    mkdir "$dir/tokens"
    cat >"$dir/softhsm2.conf" <<CONFIGURATION
directories.tokendir = $dir/tokens
objectstore.backend = file
log.level = ERROR
slots.removable = false
CONFIGURATION
    echo "$so_pin" >"$dir/so-pin"
    export SOFTHSM2_CONF="$dir/softhsm2.conf"
    NEW_SO_PIN=$so_pin tool --init-token --slot-index 0 --label "$label" --so-pin env:NEW_SO_PIN
    NEW_SO_PIN=$so_pin NEW_PIN=$pin tool --token-label "$label" --login --login-type so \
        --so-pin env:NEW_SO_PIN --init-pin --new-pin env:NEW_PIN
    rm "$dir/log"
    chown -R --reference="$dir" "$dir/softhsm2.conf" "$dir/tokens" "$dir/so-pin"
}

if [ $# -eq 4 ] && [ "$1" = init ]; then
    init "$2" "$3" "$4"
else
    fail "usage: softhsm.sh init FOLDER LABEL PIN_FILE"
fi
