#!/bin/sh
# The life of the Debian package in a fresh Debian without a JDK: installed, a certificate issued by
# a Pebble of this host, upgraded, removed, purged. Run by ./verify, as root.
#
#   lifecycle.sh DEB TAR WORK
#
# WORK keeps the fresh system (base.tar) for the next run.
set -eu
umask 022
here=$(cd -- "$(dirname -- "$0")" && pwd)
deb=$1
tar=$2
work=$3
root=$work/root
name=www.example.org

# All mounts are seen in here only, and go with this process.
if [ "${LIFECYCLE_MOUNTS:-}" != "$$" ]; then
    LIFECYCLE_MOUNTS=$$ exec unshare --mount --propagation private "$0" "$@"
fi

fail() {
    printf 'lifecycle.sh: %s\n' "$1" >&2
    exit 1
}

step() {
    printf '%s %s\n' "--" "$1"
}

# Says what was expected, where it is not so: expect WHAT COMMAND ...
expect() {
    what=$1
    shift
    "$@" >"$work/output" 2>&1 || fail "not so: $what; $(tail -n 5 "$work/output")"
}

expect_not() {
    what=$1
    shift
    ! "$@" >"$work/output" 2>&1 || fail "not so: $what"
}

# Runs a command in the fresh system, with nothing of this one's environment.
inside() {
    (become_inside "$@")
}

# The same in the place of this process, which has then its process ID.
become_inside() {
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive \
        LC_ALL=C.UTF-8 HOME=/root chroot "$root" "$@"
}

clean_up() {
    status=$?
    trap - EXIT
    [ -z "${accountd:-}" ] || kill "$accountd" 2>/dev/null || :
    [ ! -d "$work/pebble" ] || "$here/../pebble/pebble.sh" stop "$work/pebble"
    for place in proc dev sys; do
        umount -l "$root/$place" 2>/dev/null || :
    done
    [ "$status" -ne 0 ] || rm -rf "$root" "$work/pebble"
    exit "$status"
}

make_base() {
    # Where this host gets its packages from.
    # shellcheck disable=SC2016 # a format of apt's
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk -v suite="$suite" '$2 == suite && $3 == "main" { print $1; exit }')
    [ -n "$mirror" ] || fail "apt knows no source of $suite"
    rm -rf "$root"
    debootstrap --variant=minbase --include=systemd,init-system-helpers,openssl,man-db "$suite" "$root" "$mirror" \
        >"$work/debootstrap.log" 2>&1 || fail "debootstrap failed; see $work/debootstrap.log"
    tar -C "$root" -cf "$work/base.tar.new" .
    mv "$work/base.tar.new" "$work/base.tar"
}

unpack_base() {
    rm -rf "$root"
    mkdir -p "$root"
    tar -C "$root" -xf "$work/base.tar"
    for place in proc dev sys; do
        mount --rbind "/$place" "$root/$place"
    done
    expect_not "there is no Java here" inside sh -c 'command -v java'
}

# All files, but those of the system that any package changes.
list_files() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path ./sys -o -path ./tmp -o -path ./root \
        -o -path ./run -o -path ./var/lib/dpkg -o -path ./var/log -o -path ./var/cache/man -o -path ./var/lib/systemd \) -prune \
        -o -print | grep -vE '^\./etc/(passwd|group|shadow|gshadow|subuid|subgid)-?$|^\./etc/\.pwd\.lock$' | sort)
}

install_package() {
    step "install"
    cp "$deb" "$root/root/signet.deb"
    # dpkg alone: what the package needs must be there already, or the fresh system lacks it.
    expect "the package can be installed" inside dpkg -i /root/signet.deb
    for user in _signet-accountd _signet-client _signet-www; do
        expect "there is a user $user" inside getent passwd "$user"
    done
    expect "signet runs" inside signet --version
    expect "signet-accountd runs" inside signet-accountd --version
    expect "there is a manual page" inside man -w signet
    expect "nothing is changed" inside dpkg --verify signet
    expect_not "no unit is enabled" inside systemctl is-enabled signet-accountd.socket
    expect "units can be enabled" inside systemctl enable signet-accountd.socket signet.timer
}

configure() {
    expect "a key can be made" inside signet-accountd keygen --type=ES256 --out=/etc/signet/account.key
    inside chown _signet-accountd: /etc/signet/account.key
    echo 'privkey = file:/etc/signet/account.key' >>"$root/etc/signet/signet-accountd.conf"
    echo 'audit-log = /var/lib/signet-accountd/audit.log' >>"$root/etc/signet/signet-accountd.conf"
    inside install -d -m 700 -o _signet-accountd -g _signet-accountd /var/lib/signet-accountd
    cp "$PEBBLE_CA" "$root/etc/signet/ca.pem"
    cp "$PEBBLE_ISSUER_ROOT" "$root/etc/signet/issuer.pem"
    sed -i -e "/^\[client\]/a server = $PEBBLE_DIRECTORY\nCAfile = /etc/signet/ca.pem" \
        -e "/^\[webserver\]/a listen = 127.0.0.1:$PEBBLE_HTTP_PORT\niptables = No" "$root/etc/signet/signet.conf"
    cat >"$root/etc/signet/signet-certs.conf.d/$name.conf" <<CONFIG
[$name]
certificate = /etc/ssl/$name.pem
certificate-chain = /etc/ssl/$name.chain.pem
certificate-key = /etc/ssl/private/$name.key
subject = /CN=$name
CAfile = /etc/signet/issuer.pem
CONFIG
    inside openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "/etc/ssl/private/$name.key"
}

# As the units do it, by systemd's own tool, since no systemd runs in here.
start_accountd() {
    command=$(sed -n 's/^ExecStart=//p' "$root/usr/lib/systemd/system/signet-accountd.service")
    # shellcheck disable=SC2086 # a command line
    become_inside systemd-socket-activate --listen=/run/S.signet --fdname=root setpriv --reuid=_signet-accountd \
        --regid=_signet-accountd --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all \
        $command >"$work/accountd.log" 2>&1 </dev/null &
    accountd=$!
    tries=0
    until [ -S "$root/run/S.signet" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 400 ] || fail "no socket of signet-accountd"
        sleep 0.05
    done
    # SocketMode= of the unit.
    chmod 600 "$root/run/S.signet"
}

stop_accountd() {
    kill "$accountd"
    wait "$accountd" 2>/dev/null || :
    accountd=
    rm -f "$root/run/S.signet"
}

issue() {
    step "issue a certificate"
    "$here/../pebble/pebble.sh" start "$work/pebble"
    # shellcheck source=/dev/null
    . "$work/pebble/environment"
    configure
    start_accountd
    expect "an account can be registered" inside signet account --register --tos-agreed mailto:admin@example.org
    expect "a certificate is issued" inside signet newOrder
    expect "it is for the name" inside openssl verify -verify_hostname "$name" -CAfile /etc/signet/issuer.pem \
        -untrusted "/etc/ssl/$name.chain.pem" "/etc/ssl/$name.pem"
    expect "nothing is due then" inside sh -c 'signet newOrder 2>&1 | grep -q "Valid until"'
    stop_accountd
    expect "the audit log is whole" inside setpriv --reuid=_signet-accountd --regid=_signet-accountd --clear-groups \
        env HOME=/nonexistent signet-accountd audit verify /var/lib/signet-accountd/audit.log
}

# The same files as a newer version.
upgrade() {
    step "upgrade"
    dpkg-deb --raw-extract "$deb" "$work/newer"
    sed -i 's/^Version: .*/&+1/' "$work/newer/DEBIAN/control"
    echo "# A newer hint." >>"$work/newer/etc/signet/signet-accountd.conf"
    echo "# A newer hint." >>"$work/newer/etc/signet/policy.conf"
    dpkg-deb --root-owner-group -Znone --build "$work/newer" "$root/root/newer.deb" >/dev/null
    rm -rf "$work/newer"
    expect "the package can be upgraded" inside dpkg --force-confdef --force-confold -i /root/newer.deb
    expect "a configuration that was edited stays" grep -q '^privkey = file:' "$root/etc/signet/signet-accountd.conf"
    expect "one that was not is renewed" grep -q 'A newer hint' "$root/etc/signet/policy.conf"
    expect "the account key stays" test -s "$root/etc/signet/account.key"
    expect "what was enabled stays so" inside systemctl is-enabled signet-accountd.socket signet.timer
    start_accountd
    expect "a certificate is issued by the newer one" inside signet newOrder --force
    stop_accountd
}

relocate() {
    step "the tar.gz, anywhere"
    mkdir -p "$root/srv/some where"
    tar -C "$root/srv/some where" -xzf "$tar"
    expect "it runs from there" inside sh -c 'cd "/srv/some where" && ./signet-*/bin/signet --version'
    rm -rf "$root/srv/some where"
}

remove_and_purge() {
    step "remove"
    expect "the package can be removed" inside dpkg -r signet
    expect_not "the programs are gone" test -e "$root/usr/lib/signet"
    expect "the configuration stays" test -s "$root/etc/signet/signet-accountd.conf"
    step "purge"
    inside dpkg -P signet >"$work/purge.log" 2>&1 || fail "it can't be purged: $(tail -n 5 "$work/purge.log")"
    expect "it tells what stays" grep -q 'the audit log stays' "$work/purge.log"
    rm "$root/etc/ssl/$name.pem" "$root/etc/ssl/$name.chain.pem" "$root/etc/ssl/private/$name.key"
    list_files >"$work/after"
    diff "$work/before" "$work/after" | sed -n 's/^[<>] //p' >"$work/left" || :
    cat >"$work/expected" <<FILES
./etc/signet
./etc/signet/account.key
./etc/signet/ca.pem
./etc/signet/issuer.pem
./etc/signet/signet-certs.conf.d
./etc/signet/signet-certs.conf.d/$name.conf
./var/lib/signet-accountd
./var/lib/signet-accountd/audit.log
./var/lib/signet-accountd/audit.log.head
./var/lib/signet-accountd/audit.log.key
./var/lib/signet-accountd/audit.log.lock
FILES
    diff "$work/expected" "$work/left" || fail "other files stay than should (> stays, < is gone)"
}

mkdir -p "$work"
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# shellcheck source=/dev/null
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
[ -s "$work/base.tar" ] || { step "make a fresh $suite" && make_base; }
unpack_base
list_files >"$work/before"
install_package
issue
upgrade
relocate
remove_and_purge
