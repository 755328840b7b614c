#!/bin/sh
# What the policy and the audit log cost for each signature, with a key file. Started by ./bench.
# Each round measures all ways, one after the other. The same audit log on a file system in memory
# shows what the disk's part of it is.
#
#   policy.sh SIGNET ROUNDS SECONDS
set -eu
here=$(dirname -- "$0")
signet=$1
rounds=$2
seconds=$3
ways="neither policy audit both both-in-memory"
# On a real disk, as /tmp may be memory.
work=$(mktemp -d "${TMPDIR:-/var/tmp}/signet-bench.XXXXXX")
memory=$(mktemp -d /dev/shm/signet-bench.XXXXXX)
processes=

clean_up() {
    status=$?
    trap - EXIT
    for process in $processes; do
        kill "$process" 2>/dev/null || :
        wait "$process" 2>/dev/null || :
    done
    rm -rf "$work" "$memory"
    exit "$status"
}

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
    "$signet/bin/signet-accountd" --quiet "--config=$work/$name.conf" "--socket=$work/$name.S" \
        >"$work/$name.log" 2>&1 </dev/null &
    process=$!
    processes="$processes $process"
    until [ -S "$work/$name.S" ]; do
        kill -0 "$process" 2>/dev/null || {
            echo "signet-accountd did not start: $(tail -n 3 "$work/$name.log")" >&2
            exit 1
        }
        sleep 0.05
    done
}

# load WAY KEYTYPE CONNECTIONS SECONDS
load() {
    "$work/socket-load" "$work/$1.$2.S" "$3" "$4" | cut -d' ' -f1
}

median() {
    sort -n "$work/figures.$1" | sed -n "$(((rounds + 1) / 2))p"
}

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
gcc -O2 "$here/socket-load.c" -o "$work/socket-load" -lpthread
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
                load "$way" "$type" "$connections" "$seconds" >>"$work/figures.$way.$type.$connections"
            done
        done
    done
done

printf 'signatures/s with a key file, median of %s rounds of %s s (microseconds for each signature)\n\n' "$rounds" "$seconds"
printf '| key | connections | neither | policy | audit log | policy and audit log | the same, log in memory | share of the disk |\n'
printf '|---|---|---|---|---|---|---|---|\n'
for type in ES256 RS256; do
    for connections in 1 8; do
        printf '| %s | %s |' "$type" "$connections"
        for way in $ways; do
            figure=$(median "$way.$type.$connections")
            printf ' %s (%s) |' "$figure" $((1000000 / figure))
        done
        disk=$(median "both.$type.$connections")
        none=$(median "both-in-memory.$type.$connections")
        printf ' %s %% |\n' $((100 - 100 * disk / none))
    done
done
