#!/bin/sh
# Starts and stops a Pebble with a DNS server in which every name is this host.
#
#   pebble.sh start FOLDER   makes FOLDER/environment: shell variables, each with a port or a file
#   pebble.sh stop FOLDER
#
# Everything listens on loopback, on ports in a row that nobody uses; set PEBBLE_PORT to say which is
# the first.
set -eu
here=$(cd -- "$(dirname -- "$0")" && pwd)
ports=6

fail() {
    printf 'pebble.sh: %s\n' "$1" >&2
    exit 1
}

# Says whether no socket of this host has a port, whatever its address and protocol.
is_free() {
    ! cat /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6 2>/dev/null |
        grep -q "^ *[0-9]*: [0-9A-F]*:$(printf %04X "$1") "
}

# Prints the first of some free ports in a row, below those that the kernel gives to connections.
free_ports() {
    tries=0
    while [ "$tries" -lt 200 ]; do
        tries=$((tries + 1))
        first=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
        next=$first
        while [ "$next" -lt $((first + ports)) ] && is_free "$next"; do
            next=$((next + 1))
        done
        if [ "$next" -eq $((first + ports)) ]; then
            echo "$first"
            return
        fi
    done
    fail "no $ports ports in a row are free; set PEBBLE_PORT to the first of some that are"
}

# Replaces @NAME@ in the template by the value of NAME=VALUE, for each argument.
fill() {
    script=
    for pair; do
        script="$script;s|@${pair%%=*}@|${pair#*=}|g"
    done
    sed -e "${script#;}" "$here/pebble-config.json.in"
}

# Waits until the command succeeds, at most 20 s, as long as process $1 lives.
await() {
    pid=$1
    log=$2
    shift 2
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        if [ "$tries" -gt 400 ] || ! kill -0 "$pid" 2>/dev/null; then
            tail -n 5 "$log" >&2
            fail "it did not start; see $log"
        fi
        sleep 0.05
    done
}

# Ends what the last start left. The names guard against a number that another process has now.
stop() {
    for name in pebble dns; do
        [ -e "$1/$name.pid" ] || continue
        pid=$(cat "$1/$name.pid")
        case $(cat "/proc/$pid/comm" 2>/dev/null) in
        pebble*) kill "$pid" 2>/dev/null || : ;;
        esac
        rm "$1/$name.pid"
    done
}

start() {
    dir=$1
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
    stop "$dir"
    port=${PEBBLE_PORT:-$(free_ports)}
    [ -e "$dir/ca.pem" ] || sh "$here/make-certificate.sh" "$dir"
    fill "ACME_PORT=$port" "MANAGEMENT_PORT=$((port + 1))" "HTTP_PORT=$((port + 2))" \
        "TLS_PORT=$((port + 3))" "CERTIFICATE=$dir/server.pem" "PRIVATE_KEY=$dir/server.key" \
        EAB_REQUIRED=false EAB_KEYS= >"$dir/pebble-config.json"
    pebble-challtestsrv "-dns01=127.0.0.1:$((port + 4))" "-management=127.0.0.1:$((port + 5))" \
        -http01= -https01= -tlsalpn01= -defaultIPv4=127.0.0.1 -defaultIPv6= \
        >"$dir/dns.log" 2>&1 </dev/null &
    echo $! >"$dir/dns.pid"
    PEBBLE_VA_NOSLEEP=1 pebble "-config=$dir/pebble-config.json" \
        "-dnsserver=127.0.0.1:$((port + 4))" >"$dir/pebble.log" 2>&1 </dev/null &
    pebble=$!
    echo "$pebble" >"$dir/pebble.pid"
    trap 'stop "$dir"' EXIT
    await "$pebble" "$dir/pebble.log" timeout 5 openssl s_client -connect "127.0.0.1:$port" \
        -CAfile "$dir/ca.pem" -verify_return_error -brief </dev/null
    await "$(cat "$dir/dns.pid")" "$dir/dns.log" \
        grep -q "management" "$dir/dns.log"
    await "$pebble" "$dir/pebble.log" fetch_root "$dir/issuer-root.pem"
    trap - EXIT
    cat >"$dir/environment" <<ENVIRONMENT
PEBBLE_DIRECTORY='https://127.0.0.1:$port/dir'
PEBBLE_HTTP_PORT='$((port + 2))'
PEBBLE_CA='$dir/ca.pem'
PEBBLE_ISSUER_ROOT='$dir/issuer-root.pem'
ENVIRONMENT
}

# The root of what Pebble issues; it makes a new one at each start.
fetch_root() {
    printf 'GET /roots/0 HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' |
        timeout 5 openssl s_client -quiet -connect "127.0.0.1:$((port + 1))" -CAfile "$dir/ca.pem" \
            -verify_return_error 2>/dev/null |
        sed -n '/BEGIN CERTIFICATE/,/END CERTIFICATE/p' >"$1"
    [ -s "$1" ]
}

case ${1:-}:${2:-} in
start:?*) start "$2" ;;
stop:?*) stop "$2" ;;
*) fail "usage: pebble.sh start|stop FOLDER" ;;
esac
