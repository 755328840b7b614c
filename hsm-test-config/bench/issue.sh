#!/bin/bash
# Whole runs, from the start of a program to its certificate, against Pebble and against Caddy's ACME
# server on loopback. Each run is a new order whose names the CA validates, and is checked: a new
# certificate for the name must be there. Pebble reuses one valid authorization in a hundred even if told to
# reuse none; so the names of each run are new ones. Started by ./bench, as root.
#
#   issue.sh [ROUNDS]
#
# It runs in a mount and a network namespace of its own: so every program finds the roots of the two CAs
# among those of the system, all names are this host, port 80 is free, and nothing leaves the host.
#
# The HTTP requests that one certificate for one name needs at the least, where the account's URL is not
# stored, and where neither the validation nor the issuance is over at once:
#
#   1 directory
#   2 newNonce: the answer of every request brings the nonce of the next
#   3 newAccount, onlyReturnExisting, for the account's URL (not where it is stored)
#   4 newOrder
#   5 authorization, for its challenge
#   6 challenge
#   7 order: a poll, until it is ready
#   8 finalize
#   9 order: a poll, until it is valid
#  10 certificate
#
# Every further name needs 5 and 6 again, and every further certificate of the same run 4 to 10.
set -euo pipefail
root=$(cd -- "$(dirname -- "$0")/../.." && pwd)
rounds=${1:-5}
# shellcheck source=hsm-test-config/setup/host.sh
. "$root/hsm-test-config/setup/host.sh"
# shellcheck source=hsm-test-config/bench/common.sh
. "$root/hsm-test-config/bench/common.sh"
everyone="signet uacme lacme certbot dehydrated lego"
signet_accountd='' lacme_accountd='' server=''
tag=first

require_root "each program of Signet runs as a user of its own"
require_users
if [ "${bench_inside:-}" != 1 ]; then
    bench_inside=1 exec unshare --mount --propagation private --net -- "$0" "$@"
fi
ip link set lo up

# The system's roots, and files for them and for the names, in the place of the system's.
borrow_system_files() {
    bundle=$work/bundle.crt
    cat /etc/ssl/certs/ca-certificates.crt >"$bundle"
    mount --bind "$bundle" /etc/ssl/certs/ca-certificates.crt
    printf '127.0.0.1 localhost caddy1.%s.example.org\n' "$tag" >"$work/hosts"
    caddy_name=caddy1.$tag.example.org
    mount --bind "$work/hosts" /etc/hosts
    # Every program's home is here, and what a failed run of ours rescues.
    export HOME=$work/home
    mkdir "$HOME" "$work/cache"
    mount --bind "$work/cache" /var/cache
}

start_pebble() {
    export PEBBLE_AUTHZREUSE=0 PEBBLE_WFE_NONCEREJECT=0
    mkdir "$work/pebble"
    "$root/hsm-test-config/pebble/pebble.sh" start "$work/pebble"
    # shellcheck source=/dev/null
    . "$work/pebble/environment"
    cat "$PEBBLE_CA" >>"$bundle"
}

# Caddy, whose ACME server validates at port 80 only. Sets what peers.sh asks for.
start_caddy() {
    cat >"$work/Caddyfile" <<'CONFIG'
{
	admin off
	skip_install_trust
	auto_https disable_redirects
}
https://localhost:9443 {
	bind 127.0.0.1
	tls internal
	acme_server
}
CONFIG
    in_background "$work/caddy.log" env "XDG_DATA_HOME=$work/caddy" "XDG_CONFIG_HOME=$work/caddy" \
        caddy run --adapter caddyfile --config "$work/Caddyfile"
    local tries=0
    root_ca=$work/caddy/caddy/pki/authorities/local/root.crt
    directory=https://localhost:9443/acme/local/directory
    until [ -s "$root_ca" ] && curl -s -f -o /dev/null --cacert "$root_ca" "$directory"; do
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || die "caddy did not start: $(tail -n 3 "$work/caddy.log")"
        sleep 0.1
    done
    cat "$root_ca" >>"$bundle"
    address=127.0.0.1:80
}

# A web server for programs that have none. start_server ADDRESS
start_server() {
    busybox httpd -f -p "$1" -h "$work/www" >"$work/httpd.log" 2>&1 </dev/null &
    server=$!
    processes="$server $processes"
    until : 2>/dev/null >"/dev/tcp/${1%:*}/${1#*:}"; do
        kill -0 "$server" 2>/dev/null || die "the web server did not start: $(cat "$work/httpd.log")"
        sleep 0.02
    done
}

stop_server() {
    [ -z "$server" ] || end "$server"
    processes=${processes#"$server "}
    server=
}

# Seconds of processor time that a process had, in hundredths; nothing where there is none.
processor_time() {
    [ -z "$1" ] || sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'
}

requests() {
    tail -c "+$((log_size + 1))" "$work/pebble/pebble.log" | grep -o ' [A-Z]* /[^ ]* -> calling handler' | cut -d ' ' -f 2,3
}

# Runs "command", records what it took as FIGURE, and the requests that Pebble saw. SIGNER is the process
# number of the signer that it uses, or empty.
# measure FIGURE SIGNER
measure() {
    local signer_before TIMEFORMAT='%3R %3U %3S' real user system
    signer_before=$(processor_time "$2")
    log_size=$(stat -c %s "$work/pebble/pebble.log")
    touch "$work/before"
    if ! { time /usr/bin/time -o "$work/peak" -f %M "${command[@]}" >"$work/run.log" 2>&1 </dev/null; } 2>"$work/time"; then
        tail -n 40 "$work/run.log" >&2
        die "failed: ${command[*]}"
    fi
    read -r real user system <"$work/time"
    record "$1.seconds" "$real"
    record "$1.processor" "$(awk -v u="$user" -v s="$system" -v a="$(processor_time "$2")" -v b="$signer_before" \
        'BEGIN { printf "%.2f\n", u + s + (a - b) / 100 }')"
    record "$1.peak" "$(awk '{ printf "%.0f\n", $1 / 1024 }' "$work/peak")"
    requests >"$work/requests.$1" || :
    record "$1.requests" "$(wc -l <"$work/requests.$1")"
}

# Makes sure that the last run made these files anew, and that they are certificates for NAME.
# check NAME FILE...
check() {
    local name=$1 file
    shift
    for file; do
        if [ ! "$file" -nt "$work/before" ] ||
            ! openssl x509 -in "$file" -noout -checkhost "$name" | grep -q 'does match'; then
            tail -n 40 "$work/run.log" >&2
            die "no new certificate for $name in $file: ${command[*]}"
        fi
    done
}

# One certificate with one name. one PROGRAM
one() {
    local name=$1.$tag.example.org
    case $1 in
    signet | lacme)
        some "$1" one 1 1
        return
        ;;
    uacme | dehydrated) start_server "$address" ;;
    esac
    "order_$1" "$name"
    measure "one.$1" ''
    check "$name" "$("certificate_$1" "$name")"
    stop_server
}

# Certificates by sections. some PROGRAM CASE COUNT NAMES
some() {
    local folder=$work/$1.files signer i
    case $1 in
    signet) signer=$signet_accountd ;;
    lacme) signer=$lacme_accountd ;;
    esac
    certificates "$folder/$2.certs" "$folder" "$2" "$3" "$4"
    "runs_$1" "$2" && command+=(--force)
    measure "$2.$1" "$signer"
    for ((i = 1; i <= $3; i++)); do
        check "$2$i.$tag.example.org" "$folder/$2$i.pem"
    done
}

twenty_uacme() {
    local names=("twenty.$tag.example.org") i
    for ((i = 2; i <= 20; i++)); do
        names+=("twenty-$i.$tag.example.org")
    done
    start_server "$address"
    order_uacme "${names[@]}"
    measure twenty.uacme ''
    check "twenty-20.$tag.example.org" "$(certificate_uacme "twenty.$tag.example.org")"
    stop_server
}

caddy_signet() {
    runs_signet caddy caddy && command+=(--force)
    measure caddy.signet "$signet_accountd"
    check "$caddy_name" "$work/signet.files/caddy1.pem"
}

caddy_uacme() {
    start_server 127.0.0.1:80
    order_uacme_of caddy "$caddy_directory" "$caddy_name"
    measure caddy.uacme ''
    check "$caddy_name" "$work/uacme.caddy/$caddy_name/cert.pem"
    stop_server
}

# Nothing is due. idle PROGRAM CASE
idle() {
    case $1 in
    certbot) command=(certbot renew "${certbot_options[@]}" --config-dir "$work/certbot.ten" --no-random-sleep-on-renew) ;;
    *) "runs_$1" "$2" ;;
    esac
    measure "nothing-$2.$1" ''
}

# Certificates that are not due, as many as there are to be, out of one that was issued.
# copy_sections COUNT
copy_sections() {
    local folder=$work/signet.files i
    mkdir "$folder/thousand"
    for ((i = 1; i <= $1; i++)); do
        cp "$folder/one1.pem" "$folder/thousand/$i.pem"
        sed -e "s|^\[.*|[thousand$i]|" -e "s|$folder/one1.pem|$folder/thousand/$i.pem|" "$folder/one.certs"
    done >"$folder/thousand.certs"
}

copy_lineages() {
    local from=$work/certbot folder=$work/certbot.ten name=certbot.$tag.example.org i file
    mkdir -p "$folder/archive" "$folder/live" "$folder/renewal"
    cp -R "$from/accounts" "$folder"
    for ((i = 1; i <= 10; i++)); do
        cp -R "$from/archive/$name" "$folder/archive/copy$i"
        mkdir "$folder/live/copy$i"
        for file in "$from/live/$name"/*.pem; do
            ln -s "../../archive/copy$i/$(basename "$(readlink "$file")")" "$folder/live/copy$i/${file##*/}"
        done
        sed -e "s|$from/|$folder/|g" -e "s/$name/copy$i/g" "$from/renewal/$name.conf" >"$folder/renewal/copy$i.conf"
    done
}

# The most memory that master and client ever had in a run, seen from outside every tenth of a second.
# watch CASE
watch() {
    runs_signet "$1" && command+=(--force)
    "${command[@]}" >"$work/run.log" 2>&1 </dev/null &
    local master=$! child name most
    while kill -0 "$master" 2>/dev/null; do
        for child in "$master" $(cat "/proc/$master/task"/*/children 2>/dev/null); do
            name=$(tr '\0' '\n' 2>/dev/null <"/proc/$child/cmdline" | sed -n 's/^signet\.\(master\|client\)\.Main$/\1/p') || continue
            # It may be gone by now, or not have become a program of ours yet.
            most=$(resident "$child" VmHWM 2>/dev/null) || continue
            [ -z "$name" ] || [ -z "$most" ] || echo "$most" >"$work/memory.$1.$name"
        done
        sleep 0.1
    done
    wait "$master" || die "failed: ${command[*]}"
}

# The least HTTP requests; see above. least CERTIFICATES NAMES
least() {
    echo $((3 + $1 * (5 + 2 * $2)))
}

# row CASE TITLE PROGRAM [LIMIT [CERTIFICATES NAMES]]
row() {
    local figure=$1.$3 requests
    case $1 in
    caddy | nothing*) requests=- ;;
    *) requests=$(median "$figure.requests")${5:+, least $(least "$5" "$6")} ;;
    esac
    printf '| %s | %s | %s | %s | %s | %s | %s | %s |\n' "$2" "$3" "$(spread "$figure.seconds")" \
        "$(ratio "$(median "$figure.seconds")" "$(median "$1.signet.seconds")")" "$(spread "$figure.processor")" \
        "$(spread "$figure.peak")" "$requests" "${4:+$(target "$(median "$figure.seconds")" most "$4" s)}"
}

require_distribution
begin /tmp
machine=$(machine)
chmod 755 "$work"
cp -Rp "$signet" "$work/signet"
signet=$work/signet
challenges=$work/www/.well-known/acme-challenge
mkdir -p "$challenges"
borrow_system_files
start_pebble
# shellcheck source=hsm-test-config/bench/peers.sh
. "$bench/peers.sh"
for program in $everyone; do
    "setup_$program"
done
start_caddy
caddy_directory=$directory
setup_signet caddy
setup_uacme caddy
directory=$PEBBLE_DIRECTORY address=127.0.0.1:$PEBBLE_HTTP_PORT root_ca=$PEBBLE_ISSUER_ROOT

echo "==> A run of each before the figures count" >&2
tag=before
for program in $everyone; do
    one "$program"
done
copy_lineages
copy_sections 1000
rm "$work"/figures.*

for ((round = 1; round <= rounds; round++)); do
    echo "==> Round $round of $rounds" >&2
    tag=round$round
    for program in $everyone; do
        one "$program"
    done
    caddy_signet
    caddy_uacme
    some signet twenty 1 20
    twenty_uacme
    some lacme twenty 1 20
    some signet ten 10 1
    some lacme ten 10 1
    some signet many 200 1
    idle signet ten
    idle lacme ten
    idle certbot ten
    idle signet thousand
done
for case in ten many; do
    watch "$case"
done

printf 'Whole runs; median (least..most) of %s rounds\n%s\n' "$rounds" "$machine"
printf '%s; Pebble %s; Caddy %s' "$(openssl version)" "$(dpkg-query -W -f '${Version}' pebble)" "$(dpkg-query -W -f '${Version}' caddy)"
for program in lacme certbot lego uacme dehydrated; do
    printf '; %s' "$(dpkg-query -W -f '${Package} ${Version}' "$program")"
done
printf '\n\n| case | program | seconds | ratio to signet | processor seconds, with the signer | most memory of one process, MB | HTTP requests | target |\n'
printf '|---|---|---|---|---|---|---|---|\n'
row one 'one certificate, one name' signet 0.9 1 1
for program in ${everyone#signet}; do
    row one '' "$program"
done
row caddy 'the same, at Caddy' signet 0.8
row caddy '' uacme
row twenty 'one certificate, 20 names' signet 1.3 1 20
row twenty '' uacme
row twenty '' lacme
row ten 'ten certificates' signet 2.0 10 1
row ten '' lacme
row many '200 certificates' signet 20 200 1
row nothing-ten 'nothing to do, 10 certificates' signet 0.15
row nothing-ten '' lacme
row nothing-ten '' certbot
row nothing-thousand 'nothing to do, 1,000 certificates' signet 0.5

printf '\n| most memory, MB | 10 certificates | 200 certificates | ratio |\n|---|---|---|---|\n'
for process in master client; do
    ten=$(cat "$work/memory.ten.$process") many=$(cat "$work/memory.many.$process")
    printf '| %s | %s | %s | %s |\n' "$process" "$ten" "$many" "$(ratio "$many" "$ten")"
done

printf '\nHTTP requests for one certificate with one name in the last round; %s are the least (see issue.sh)\n\n' "$(least 1 1)"
printf '| program | requests |\n|---|---|\n'
for program in $everyone; do
    # Resources have a name of their own in each URL, which is of no interest here.
    printf '| %s | %s: %s |\n' "$program" "$(wc -l <"$work/requests.one.$program")" \
        "$(sed 's| /\([^/]*\)/.*| /\1|' "$work/requests.one.$program" | uniq -c | awk '{ printf("%s%s%s %s", NR == 1 ? "" : ", ", $1 == 1 ? "" : $1 " x ", $2, $3) }')"
done
