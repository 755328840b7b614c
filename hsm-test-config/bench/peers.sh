# shellcheck shell=bash
# Sourced by issue.sh: how Signet and each of its peers is set up and asked for a certificate. Each has a
# folder of its own, $work/NAME, and what it has by default wherever that is possible: so lacme,
# certbot and dehydrated have RSA account keys, the others ECDSA. The server's key is P-256 for all; signet and lacme
# are given it, the others make it.
#
# setup_NAME makes the configuration and registers the account; order_NAME NAMES... sets the array
# "command" to what gets one new certificate; certificate_NAME NAME prints where it then is.

# What they are given: the CA's directory URL, where it validates, and the root of what it issues.
directory=${PEBBLE_DIRECTORY:?}
address=127.0.0.1:${PEBBLE_HTTP_PORT:?}
root_ca=${PEBBLE_ISSUER_ROOT:?}
work=${work:?}
signet=${signet:?}
# Roots of both CAs and of the system.
bundle=${bundle:?}
# What makes the names of each run new ones.
tag=${tag:?}

quietly() {
    ("$@") >"$work/setup.log" 2>&1 </dev/null || {
        tail -n 20 "$work/setup.log" >&2
        die "cannot set up: $*"
    }
}

# Writes sections for signet and for lacme, which have the same files: certificates FILE FOLDER PREFIX COUNT NAMES
# with COUNT certificates of NAMES names each, which have $tag in them, and one key for all.
certificates() {
    local file=$1 folder=$2 prefix=$3 count=$4 names=$5 i j san
    mkdir -p "$folder"
    [ -e "$folder/key.pem" ] ||
        (umask 077 && openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$folder/key.pem")
    for ((i = 1; i <= count; i++)); do
        san="DNS:$prefix$i.$tag.example.org"
        for ((j = 2; j <= names; j++)); do
            san="$san, DNS:$prefix$i-$j.$tag.example.org"
        done
        printf '[%s]\ncertificate-chain = %s\ncertificate-key = %s\nsubject = /CN=%s\nsubjectAltName = %s\nCAfile = %s\n' \
            "$prefix$i" "$folder/$prefix$i.pem" "$folder/key.pem" "$prefix$i.$tag.example.org" "$san" "$root_ca"
    done >"$file"
}

# All four processes, each as the user that it is meant for. signet-accountd runs before, as it always does.
# setup_signet [CA]    another CA has a configuration of its own
setup_signet() {
    local ca=${1:-pebble} folder=$work/signet.files
    mkdir -p "$folder"
    if [ ! -d "$work/signet.account" ]; then
        install -d -m 700 -o _signet-accountd -g _signet-accountd "$work/signet.account"
        quietly as_accountd "$signet/bin/signet-accountd" keygen --type=ES256 "--out=$work/signet.account/account.key"
        in_background "$work/signet.accountd.log" as_accountd "$signet/bin/signet-accountd" --quiet \
            "--privkey=file:$work/signet.account/account.key" "--socket=$work/signet.account/S"
        # shellcheck disable=SC2034 # issue.sh reads it
        signet_accountd=${process:?}
        await_socket "$work/signet.account/S" "$process" "$work/signet.accountd.log"
    fi
    cat >"$folder/$ca.conf" <<CONFIG
config-certs = $folder/one.certs
lock = $folder/lock
[client]
socket = $work/signet.account/S
server = $directory
CAfile = $bundle
[webserver]
listen = $address
firewall = no
CONFIG
    quietly "$signet/bin/signet" "--config=$folder/$ca.conf" account --register --tos-agreed mailto:admin@example.org
    certificates "$folder/$ca.certs" "$folder" "$ca" 1 1
}

# Becomes the account key's user. The kernel ends what runs there when this script is killed.
as_accountd() {
    exec setpriv --pdeathsig=TERM --reuid=_signet-accountd --regid=_signet-accountd --clear-groups "$@"
}

# runs_signet CERTS [CA]
runs_signet() {
    command=("$signet/bin/signet" "--config=$work/signet.files/${2:-pebble}.conf" newOrder
        "--config-certs=$work/signet.files/$1.certs")
}

# As its Debian package sets it up, with lacme-accountd running before, for what is fair.
setup_lacme() {
    local folder=$work/lacme.files
    install -d -m 755 "$folder"
    (umask 077 && openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$folder/account.key" 2>/dev/null)
    : >"$folder/accountd.conf"
    in_background "$folder/accountd.log" lacme-accountd --quiet "--config=$folder/accountd.conf" \
        "--privkey=file:$folder/account.key" "--socket=$folder/S"
    # shellcheck disable=SC2034 # issue.sh reads it
    lacme_accountd=${process:?}
    await_socket "$folder/S" "$process" "$folder/accountd.log"
    cat >"$folder/lacme.conf" <<CONFIG
[client]
socket = $folder/S
server = $directory
[webserver]
listen = $address
CONFIG
    # It fails at Pebble, as it asks for an update that Pebble refuses, after it has registered.
    lacme "--config=$folder/lacme.conf" account --register --tos-agreed mailto:admin@example.org \
        >"$work/setup.log" 2>&1 </dev/null || :
}

# runs_lacme CERTS
runs_lacme() {
    command=(lacme "--config=$work/lacme.files/lacme.conf" newOrder "--config-certs=$work/lacme.files/$1.certs")
}

setup_certbot() {
    certbot_options=(--config-dir "$work/certbot" --work-dir "$work/certbot.work" --logs-dir "$work/certbot.log"
        --non-interactive --server "$directory")
    quietly certbot register "${certbot_options[@]}" --agree-tos --no-eff-email -m admin@example.org
}

order_certbot() {
    command=(certbot certonly "${certbot_options[@]}" --standalone --http-01-port "${address#*:}"
        --http-01-address "${address%:*}" --key-type ecdsa --force-renewal --cert-name "$1" --domains "$(IFS=,; echo "$*")")
}

certificate_certbot() {
    echo "$work/certbot/live/$1/fullchain.pem"
}

setup_lego() {
    mkdir "$work/lego"
}

# Its first run registers.
order_lego() {
    command=(lego --server "$directory" --path "$work/lego" --accept-tos --email admin@example.org
        --http --http.port "$address")
    local name
    for name; do
        command+=(--domains "$name")
    done
    command+=(run)
}

certificate_lego() {
    echo "$work/lego/certificates/$1.crt"
}

# setup_uacme [CA]
setup_uacme() {
    local ca=${1:-pebble}
    mkdir -p "$work/uacme.$ca"
    quietly uacme --acme-url "$directory" --confdir "$work/uacme.$ca" --type EC --yes new admin@example.org
}

order_uacme() {
    order_uacme_of pebble "$directory" "$@"
}

# order_uacme_of CA DIRECTORY NAMES...
order_uacme_of() {
    local ca=$1 url=$2
    shift 2
    command=(env "UACME_CHALLENGE_PATH=$challenges" uacme --acme-url "$url" --confdir "$work/uacme.$ca"
        --type EC --force --hook /usr/share/uacme/uacme.sh issue "$@")
}

certificate_uacme() {
    echo "$work/uacme.pebble/$1/cert.pem"
}

setup_dehydrated() {
    local folder=$work/dehydrated
    mkdir "$folder"
    cat >"$folder/config" <<CONFIG
CA=$directory
BASEDIR=$folder
WELLKNOWN=$challenges
KEY_ALGO=prime256v1
PRIVATE_KEY_RENEW=no
CONTACT_EMAIL=admin@example.org
CONFIG
    quietly dehydrated --config "$folder/config" --register --accept-terms
}

order_dehydrated() {
    command=(dehydrated --config "$work/dehydrated/config" --cron --force --domain "$*")
}

certificate_dehydrated() {
    echo "$work/dehydrated/certs/$1/fullchain.pem"
}
