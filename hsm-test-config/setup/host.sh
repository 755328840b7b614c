# shellcheck shell=sh
# Sourced by verify, quickstart and bench: what this host needs before they can run. Fast, and needs no
# network, when nothing is missing.

# What the build needs, what the quickstart needs besides, and what tests need besides.
export signet_packages_build="maven"
export signet_packages_quickstart="pebble openssl softhsm2 opensc"
# PKCS#11 modules, what they talk to, and what makes keys and faults for them. A system pcscd that
# comes with them is not used: each test runs its own.
signet_packages_tokens="softhsm2 opensc gnutls-bin gcc libc6-dev libp11-kit-dev pcscd vsmartcard-vpcd ykcs11 yubico-piv-tool \
    p11-kit p11-kit-modules swtpm tpm2-tools libtpm2-pkcs11-1 libtpm2-pkcs11-tools"
export signet_packages_tests="pebble openssl perl gnupg expect socat qemu-user strace faketime shellcheck lacme lacme-accountd libcrypt-openssl-rsa-perl iproute2 nftables iptables ufw firewalld nginx-light apache2-bin haproxy openssh-server openssh-client systemd man-db groff-base mandoc zsh bash-completion debootstrap lintian $signet_packages_tokens"
# What ./bench measures beside ours, and with. caddy is a CA there; busybox-static is a web server for
# those that have none of their own.
export signet_packages_bench="maven pebble openssl caddy busybox-static lacme lacme-accountd libcrypt-openssl-rsa-perl certbot lego uacme \
    dehydrated curl time iproute2 gcc libc6-dev libp11-kit-dev softhsm2 opensc p11-kit p11-kit-modules"
signet_users="_signet-client _signet-www _signet-accountd"
# Logs in at the sshd that tests start, so it has a shell; without a password nobody else can.
signet_users_tests="_signet-station"

die() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 1
}

require_root() {
    [ "$(id -u)" -eq 0 ] || die "run this as root: $1"
}

# Maven may run on an older Java; what is compiled, tested and run is 25.
require_jdk() {
    for jdk in /usr/lib/jvm/*; do
        if [ -x "$jdk/bin/javac" ] && grep -qs '^JAVA_VERSION="25[".]' "$jdk/release"; then
            return 0
        fi
    done
    die "no JDK 25 below /usr/lib/jvm; install one, for example temurin-25-jdk"
}

# Installs those of the given Debian packages that are missing.
require_packages() {
    missing=
    for package; do
        status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || status=
        [ "$status" = installed ] || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    printf '==> Installing Debian packages:%s\n' "$missing"
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # a list of names
    if ! { apt-get update && apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        die "apt-get cannot install$missing; the whole log is $log"
    fi
    rm "$log"
}

# The users that the processes of Signet run as.
require_users() {
    for user in $signet_users; do
        require_user "$user" /usr/sbin/nologin
    done
}

# The users of the tests besides.
require_test_users() {
    for user in $signet_users_tests; do
        require_user "$user" /bin/sh
    done
}

require_user() {
    if ! getent passwd "$1" >/dev/null; then
        useradd --system --user-group --no-create-home --home-dir /nonexistent --shell "$2" "$1" ||
            die "cannot create the system user $1"
    fi
}
