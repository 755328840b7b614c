#!/bin/sh
# What the policy and the audit log cost for each signature, with a key file. Started by ./bench.
# Each round measures all ways, one after the other. The same audit log on a file system in memory
# shows what the disk's part of it is.
#
#   policy.sh [ROUNDS [SECONDS]]
set -eu
root=$(cd -- "$(dirname -- "$0")/../.." && pwd)
rounds=${1:-5}
seconds=${2:-2}
# shellcheck source=hsm-test-config/setup/host.sh
. "$root/hsm-test-config/setup/host.sh"
# shellcheck source=hsm-test-config/bench/common.sh
. "$root/hsm-test-config/bench/common.sh"
ways="neither policy audit both both-in-memory"

# start WAY KEYTYPE
start() {
    name=$1.$2
    mkdir -p "$work/$name"
    {
        printf 'privkey = file:%s\nstate = %s\n' "$work/$2.key" "$work/$name"
        case $1 in policy | both*) printf 'policy = %s\n' "$work/policy.conf" ;; esac
        case $1 in
        audit | both) printf 'audit-log = %s\n' "$work/$name/audit.log" ;;
        both-in-memory) printf 'audit-log = %s\n' "$memory/$name.log" ;;
        esac
    } >"$work/$name.conf"
    in_background "$work/$name.log" "$signet/bin/signet-accountd" --quiet "--config=$work/$name.conf" "--socket=$work/$name.S"
    await_socket "$work/$name.S" "$process" "$work/$name.log"
}

# load WAY KEYTYPE CONNECTIONS SECONDS
load() {
    "$work/socket-load" "$work/$1.$2.S" "$3" "$4" | cut -d' ' -f1
}

# On a real disk, as /tmp may be memory.
require_distribution
begin "${TMPDIR:-/var/tmp}"
memory=$(mktemp -d /dev/shm/signet-bench.XXXXXX)
machine=$(machine)
compile socket-load
# What socket-load asks for is what this allows.
cat >"$work/policy.conf" <<CONFIG
[ca bench]
directory = https://ca.example/directory
account = https://ca.example/acct/1

[allow bench]
ca = bench
operations = issuance
names = .example.org
CONFIG
for type in ES256 RS256; do
    "$signet/bin/signet-accountd" keygen "--type=$type" "--out=$work/$type.key" >/dev/null 2>&1
    for way in $ways; do
        start "$way" "$type"
        # The JIT compiler has its day before the figures count.
        load "$way" "$type" 8 8 >/dev/null
    done
done
round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    for type in ES256 RS256; do
        for connections in 1 8; do
            for way in $ways; do
                record "$way.$type.$connections" "$(load "$way" "$type" "$connections" "$seconds")"
            done
        done
    done
done

printf 'Signatures/s with a key file; median (least..most) of %s rounds of %s s, and microseconds for each\n%s\n\n' \
    "$rounds" "$seconds" "$machine"
printf '| key | connections | neither | policy | audit log | policy and audit log | the same, log in memory | share of the disk |\n'
printf '|---|---|---|---|---|---|---|---|\n'
for type in ES256 RS256; do
    for connections in 1 8; do
        printf '| %s | %s |' "$type" "$connections"
        for way in $ways; do
            printf ' %s, %s µs |' "$(spread "$way.$type.$connections")" $((1000000 / $(median "$way.$type.$connections")))
        done
        disk=$(median "both.$type.$connections")
        none=$(median "both-in-memory.$type.$connections")
        printf ' %s %% |\n' $((100 - 100 * disk / none))
    done
done
