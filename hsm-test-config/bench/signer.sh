#!/bin/sh
# signet-accountd with a key file, beside lacme-accountd with the same RSA key, and beside openssl
# speed, which is what the processors can do. Started by ./bench.
#
#   signer.sh [ROUNDS [SECONDS]]
set -eu
root=$(cd -- "$(dirname -- "$0")/../.." && pwd)
rounds=${1:-5}
seconds=${2:-2}
# shellcheck source=hsm-test-config/setup/host.sh
. "$root/hsm-test-config/setup/host.sh"
# shellcheck source=hsm-test-config/bench/common.sh
. "$root/hsm-test-config/bench/common.sh"
idle=1000

# Prints the command that serves key $2 on socket $3; of which program: signet|lacme.
accountd() {
    case $1 in
    signet) echo "$signet/bin/signet-accountd --quiet --config=$work/accountd.conf --privkey=file:$work/$2.key --socket=$3" ;;
    lacme) echo "lacme-accountd --quiet --config=$work/accountd.conf --privkey=file:$work/$2.key --socket=$3" ;;
    esac
}

# start PROGRAM KEY    leaves its socket $work/PROGRAM.KEY and its $process
start() {
    # shellcheck disable=SC2046 # a command and its arguments, none of which has a blank
    in_background "$work/$1.$2.log" $(accountd "$1" "$2" "$work/$1.$2")
    await_socket "$work/$1.$2" "$process" "$work/$1.$2.log"
}

# load PROGRAM KEY CONNECTIONS    records signatures/s, and what of its fair share the slowest
# connection got
load() {
    line=$("$work/socket-load" "$work/$1.$2" "$3" "$seconds") || die "$1 refused a signature; see $work/$1.$2.log"
    record "$1.$2.$3" "${line%% *}"
    record "$1.$2.$3.share" "$(echo "$line" | awk -v n="$3" -v s="$seconds" '{ printf "%d\n", 100 * $2 * n / ($1 * s) }')"
}

# Records how many of the idle connections were answered, the longest wait, and how much more memory
# the signer had meanwhile. PROGRAM KEY PROCESS
idle_load() {
    before=$(resident "$3" VmRSS)
    "$work/socket-load" "$work/$1.$2" 1 5 "$idle" >"$work/idle" &
    client=$!
    most=$before
    while kill -0 "$client" 2>/dev/null; do
        most=$(printf '%s\n%s\n' "$most" "$(resident "$3" VmRSS)" | sort -n | tail -n 1)
        sleep 0.2
    done
    wait "$client" || die "$1 refused a signature; see $work/$1.$2.log"
    record "$1.$2.idle" "$(cut -d ' ' -f 1 "$work/idle")"
    record "$1.$2.idle.answered" "$(cut -d ' ' -f 4 "$work/idle")"
    record "$1.$2.idle.wait" "$(cut -d ' ' -f 5 "$work/idle")"
    record "$1.$2.idle.memory" "$(awk -v a="$most" -v b="$before" 'BEGIN { printf "%.1f\n", a - b }')"
}

# Records the milliseconds to the first signature, and the memory of a signer that made one and is idle.
first() {
    # shellcheck disable=SC2046 # a command and its arguments, none of which has a blank
    record "$1.$2.first" "$("$work/first-signature" "$work/first" $(accountd "$1" "$2" "$work/first") 2>"$work/first.log")"
    rm -f "$work/first"
    # shellcheck disable=SC2046
    in_background "$work/small.log" $(accountd "$1" "$2" "$work/small")
    await_socket "$work/small" "$process" "$work/small.log"
    # Once there is a signature, and then nothing.
    "$work/socket-load" "$work/small" 1 0 >/dev/null
    sleep 1
    record "$1.$2.resident" "$(resident "$process" VmRSS)"
    end "$process"
    rm -f "$work/small"
}

name() {
    case $1 in
    rsa) echo RSA-2048 ;;
    ec) echo P-256 ;;
    esac
}

require_distribution
begin "${TMPDIR:-/tmp}"
machine=$(machine)
# A thousand connections at a time, for the signers too.
# shellcheck disable=SC3045 # in every sh of Linux
ulimit -n 4096
compile socket-load
compile round-trip
compile first-signature
: >"$work/accountd.conf"
(
    umask 077
    openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/rsa.key" 2>/dev/null
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/ec.key" 2>/dev/null
)
for key in rsa ec; do
    start signet "$key"
    eval "signet_$key=$process"
    # The JIT compiler has its day before the figures count.
    "$work/socket-load" "$work/signet.$key" 8 10 >/dev/null
done
start lacme rsa

round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    for key in rsa ec; do
        for connections in 1 8; do
            [ "$key" = ec ] || load lacme "$key" "$connections"
            load signet "$key" "$connections"
            # With 8 connections, what all processors can do.
            signers=1
            [ "$connections" -eq 1 ] || signers=$(nproc)
            speed=$(openssl_speed "$key" "$signers")
            record "openssl.$key.$connections" "${speed% *}"
            record "openssl.$key.$connections.verify" "${speed#* }"
        done
        first signet "$key"
    done
    first lacme rsa
    record round-trip "$("$work/round-trip" "$seconds")"
    # shellcheck disable=SC2154 # set by eval
    idle_load signet ec "$signet_ec"
done

printf 'The signer, keys in files; median (least..most) of %s rounds of %s s\n%s\n\n' "$rounds" "$seconds" "$machine"
printf '| signatures/s | openssl speed | lacme-accountd | signet-accountd | ratio to openssl | ratio to lacme-accountd | slowest connection, of its fair share: lacme-accountd | signet-accountd | target |\n'
printf '|---|---|---|---|---|---|---|---|---|\n'
for key in rsa ec; do
    one=$(median "signet.$key.1")
    for connections in 1 8; do
        ours=$(median "signet.$key.$connections")
        case $key.$connections in
        rsa.1) target=$(target "$ours" least 3300) ;;
        ec.1) target=$(target "$ours" least 15000) ;;
        *.8) target="$(target "$(ratio "$ours" "$one")" least 1.7) ($(ratio "$ours" "$one") x one connection)" ;;
        esac
        theirs=- theirs_ratio=- theirs_share=-
        if [ "$key" = rsa ]; then
            theirs=$(spread "lacme.$key.$connections")
            theirs_ratio=$(ratio "$ours" "$(median "lacme.$key.$connections")")
            theirs_share="$(median "lacme.$key.$connections.share") %"
        fi
        printf '| %s, connections: %s | %s | %s | %s | %s | %s | %s | %s %% | %s |\n' "$(name "$key")" "$connections" "$(spread "openssl.$key.$connections")" \
            "$theirs" "$(spread "signet.$key.$connections")" "$(ratio "$ours" "$(median "openssl.$key.$connections")")" \
            "$theirs_ratio" "$theirs_share" "$(spread "signet.$key.$connections.share")" "$target"
    done
done
printf '\n| one connection, µs | openssl signs | openssl verifies | a bare round trip over a socket | the sum, which is the least | signet-accountd | ratio to the least |\n'
printf '|---|---|---|---|---|---|---|\n'
for key in rsa ec; do
    least_time "$(name "$key")" "$(median "openssl.$key.1")" "$(median "openssl.$key.1.verify")" 1 "$(median "signet.$key.1")"
done
printf '\n| | lacme-accountd | signet-accountd | target |\n|---|---|---|---|\n'
answered=$(sort -n "$work/figures.signet.ec.idle.answered" | head -n 1)
printf '| %s idle connections and one busy, P-256: idle ones answered, in the worst round | - | %s | %s |\n' "$idle" \
    "$answered" "$(target "$answered" least "$idle")"
printf '| the longest that one of them waited, ms | - | %s | |\n' "$(spread signet.ec.idle.wait)"
printf '| signatures/s meanwhile | - | %s | |\n' "$(spread signet.ec.idle)"
printf '| more memory meanwhile, MB | - | %s | %s |\n' "$(spread signet.ec.idle.memory)" "$(target "$(median signet.ec.idle.memory)" most 20)"
for key in rsa ec; do
    theirs=- theirs_resident=-
    if [ "$key" = rsa ]; then
        theirs=$(spread lacme.rsa.first) theirs_resident=$(spread lacme.rsa.resident)
    fi
    printf '| start to first signature, %s, ms | %s | %s | %s |\n' "$(name "$key")" "$theirs" "$(spread "signet.$key.first")" \
        "$(target "$(median "signet.$key.first")" most 350)"
    printf '| resident when idle after one signature, %s, MB | %s | %s | %s |\n' "$(name "$key")" "$theirs_resident" "$(spread "signet.$key.resident")" \
        "$(target "$(median "signet.$key.resident")" most 60)"
done
