# shellcheck shell=sh
# Sourced by each part of the bench: a folder to work in, processes that end with the script, and
# what is shown of figures. Needs host.sh.
#
# A figure that was measured is a line in $work/figures.NAME, one for each round.

bench=${root:?}/hsm-test-config/bench
signet=$root/cli/target/signet
processes=
work=

# Ends with the script whatever was started, in the reverse order, and removes the folder.
clean_up() {
    status=$?
    trap - EXIT
    for process in $processes; do
        end "$process"
    done
    # Its processes are no children of this script.
    [ ! -d "$work/pebble" ] || "$root/hsm-test-config/pebble/pebble.sh" stop "$work/pebble"
    if [ -n "${bench_keep:-}" ]; then
        echo "what was made is in $work" >&2
    else
        rm -rf "$work" ${memory:+"$memory"}
    fi
    exit "$status"
}

# Ends one process that was begun; others that have its number by now are no children of this script.
end() {
    kill "$1" 2>/dev/null || :
    wait "$1" 2>/dev/null || :
}

require_distribution() {
    [ -x "$signet/bin/signet-accountd" ] || die "there is no distribution yet; run ./quickstart or mvn package"
}

# Makes the folder $work, below $1 (socket paths must be short, and the repository may lie deep).
begin() {
    work=$(mktemp -d "$1/signet-bench.XXXXXX")
    trap clean_up EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

# in_background LOG COMMAND...    leaves its process number in $process
in_background() {
    log=$1
    shift
    "$@" >"$log" 2>&1 </dev/null &
    process=$!
    processes="$process $processes"
}

# Waits for a socket, as long as process $2 lives.
await_socket() {
    until [ -S "$1" ]; do
        kill -0 "$2" 2>/dev/null || die "it did not start; see $3: $(tail -n 3 "$3")"
        sleep 0.05
    done
}

# compile NAME [LIBRARY...]    makes $work/NAME
compile() {
    name=$1
    shift
    gcc -O2 -I/usr/include/p11-kit-1 "$bench/$name.c" -o "$work/$name" -lpthread "$@"
}

# record NAME FIGURE
record() {
    printf '%s\n' "$2" >>"$work/figures.$1"
}

median() {
    sort -n "$work/figures.$1" | awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)] }'
}

# The median, and behind it the least and the greatest figure.
spread() {
    sort -n "$work/figures.$1" | awk '{ v[NR] = $1 }
        END { if (NR) printf "%s (%s..%s)\n", v[int((NR + 1) / 2)], v[1], v[NR] }'
}

# ratio A B    how often B fits into A
ratio() {
    awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f\n", a / b; else print "-" }'
}

# target FIGURE most|least LIMIT [UNIT]    the target, and whether the figure meets it
target() {
    awk -v figure="$1" -v kind="$2" -v limit="$3" -v unit="${4:+ $4}" 'BEGIN {
        met = kind == "most" ? figure <= limit : figure >= limit
        printf "%s %s%s: %s\n", kind == "most" ? "≤" : "≥", limit, unit, met ? "met" : "missed"
    }'
}

# Resident memory of a process in MB: VmRSS, or VmHWM for the most that it ever was.
resident() {
    awk -v "field=$2:" '$1 == field { printf "%.1f\n", $2 / 1024 }' "/proc/$1/status"
}

# What openssl signs and verifies in a second with this many processes. rsa|ec PROCESSES
openssl_speed() {
    case $1 in
    rsa) algorithm=rsa2048 ;;
    ec) algorithm=ecdsap256 ;;
    esac
    openssl speed -elapsed -seconds "${seconds:?}" -multi "$2" "$algorithm" 2>/dev/null |
        awk '/^rsa 2048 bits|nistp256/ { printf "%d %d\n", $(NF - 1), $NF }'
}

# least_time NAME SIGNATURES VERIFICATIONS TRIPS OURS    A row: what one caller has to wait at the least,
# in microseconds, with so many signatures and verifications in a second, and this many round trips
least_time() {
    awk -v name="$1" -v sign="$2" -v verify="$3" -v trips="$4" -v ours="$5" -v trip="$(median round-trip)" 'BEGIN {
        least = 1e6 / sign + 1e6 / verify + trips * trip
        printf "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.2f |\n", name, 1e6 / sign, 1e6 / verify, trips * trip, least, 1e6 / ours, 1e6 / ours / least
    }'
}

machine() {
    printf '%s, %s cores, %s MB of memory; %s; Linux %s; load at the start %s\n' \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
        "$(awk '$1 == "MemTotal:" { print int($2 / 1024) }' /proc/meminfo)" \
        "$(. /etc/os-release && echo "$PRETTY_NAME")" "$(uname -r)" "$(cut -d ' ' -f 1 /proc/loadavg)"
}
