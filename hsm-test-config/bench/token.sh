#!/bin/sh
# Signatures with a key in a SoftHSM2 token: called plainly from C, through p11-kit, and through
# signet-accountd. Started by ./bench.
#
#   token.sh [ROUNDS [SECONDS]]
set -eu
root=$(cd -- "$(dirname -- "$0")/../.." && pwd)
rounds=${1:-5}
seconds=${2:-2}
# shellcheck source=hsm-test-config/setup/host.sh
. "$root/hsm-test-config/setup/host.sh"
# shellcheck source=hsm-test-config/bench/common.sh
. "$root/hsm-test-config/bench/common.sh"
module=/usr/lib/softhsm/libsofthsm2.so
client=/usr/lib/$(uname -m)-linux-gnu/pkcs11/p11-kit-client.so

make_token() {
    mkdir "$work/tokens"
    cat >"$work/softhsm2.conf" <<CONFIG
directories.tokendir = $work/tokens
objectstore.backend = file
log.level = ERROR
CONFIG
    export SOFTHSM2_CONF="$work/softhsm2.conf"
    (umask 077 && echo 123456 >"$work/pin")
    softhsm2-util --init-token --free --label bench --so-pin 12345678 --pin 123456 >/dev/null
    for key in 01:RSA:2048:rsa 02:EC:prime256v1:ec; do
        type=${key#*:}
        pkcs11-tool --module "$module" --token-label bench --login --pin 123456 --keypairgen \
            --id "${key%%:*}" --label "${key##*:}" --key-type "${type%:*}" >/dev/null 2>&1
    done
}

start_p11_kit() {
    in_background "$work/p11.log" p11-kit server -f -n "$work/p11" --provider "$module" pkcs11:token=bench
    await_socket "$work/p11" "$process" "$work/p11.log"
}

# start_accountd NAME ID
start_accountd() {
    in_background "$work/$1.log" "$signet/bin/signet-accountd" --quiet --socket="$work/$1" \
        --privkey="pkcs11:token=bench;id=%$2?module-path=$module&pin-source=$work/pin"
    await_socket "$work/$1" "$process" "$work/$1.log"
}

# Prints one figure. plain|p11-kit|signet KIND ID CALLERS
measure() {
    case $1 in
    plain) "$work/c-sign" "$module" bench "$3" "$2" "$4" "$seconds" <"$work/pin" ;;
    p11-kit)
        P11_KIT_SERVER_ADDRESS=unix:path=$work/p11 \
            "$work/c-sign" "$client" bench "$3" "$2" "$4" "$seconds" <"$work/pin"
        ;;
    signet) "$work/socket-load" "$work/$2" "$4" "$seconds" | cut -d' ' -f1 ;;
    esac
}

require_distribution
begin "${TMPDIR:-/tmp}"
machine=$(machine)
compile c-sign -ldl
compile socket-load
compile round-trip
make_token
start_p11_kit
start_accountd rsa 01
start_accountd ec 02
for kind in rsa ec; do
    # The JIT compiler has its day before the figures count.
    "$work/socket-load" "$work/$kind" 8 15 >/dev/null
done

round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    record round-trip "$("$work/round-trip" "$seconds")"
    for key in rsa:01 ec:02; do
        speed=$(openssl_speed "${key%:*}" 1)
        record "verify.${key%:*}" "${speed#* }"
        for way in plain p11-kit signet; do
            for callers in 1 2 8; do
                record "$way.${key%:*}.$callers" "$(measure "$way" "${key%:*}" "${key#*:}" "$callers")"
            done
        done
    done
done

printf 'Signatures/s, SoftHSM2; median (least..most) of %s rounds of %s s\n%s\n\n' "$rounds" "$seconds" "$machine"
printf '| key | callers | plain C_Sign | p11-kit | signet-accountd | ratio to plain C | ratio to p11-kit |\n'
printf '|---|---|---|---|---|---|---|\n'
for kind in rsa ec; do
    for callers in 1 2 8; do
        ours=$(median "signet.$kind.$callers")
        printf '| %s | %s | %s | %s | %s | %s | %s |\n' "$kind" "$callers" "$(spread "plain.$kind.$callers")" \
            "$(spread "p11-kit.$kind.$callers")" "$(spread "signet.$kind.$callers")" \
            "$(ratio "$ours" "$(median "plain.$kind.$callers")")" "$(ratio "$ours" "$(median "p11-kit.$kind.$callers")")"
    done
done

printf '\n| one caller, µs | plain C_Sign | openssl verifies | two bare round trips over a socket | the sum, which is the least | signet-accountd | ratio to the least |\n'
printf '|---|---|---|---|---|---|---|\n'
for kind in rsa ec; do
    least_time "$kind" "$(median "plain.$kind.1")" "$(median "verify.$kind")" 2 "$(median "signet.$kind.1")"
done
