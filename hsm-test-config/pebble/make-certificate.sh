#!/bin/sh
# Makes what Pebble's HTTPS needs: DIR/ca.pem, DIR/server.pem and DIR/server.key for loopback.
# The CA's key is thrown away, so nobody can make a second certificate under it.
set -eu
umask 077
dir=$1
config=$dir/openssl.cnf
cat >"$config" <<'CONFIG'
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1,IP:::1,DNS:localhost
CONFIG
new_certificate() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 \
        -config "$config" "$@" 2>"$dir/openssl.log" || {
        cat "$dir/openssl.log" >&2
        exit 1
    }
}
new_certificate -extensions ca -subj "/CN=CA of Pebble's HTTPS" \
    -keyout "$dir/ca.key" -out "$dir/ca.pem"
new_certificate -extensions server -subj "/CN=Pebble" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" \
    -keyout "$dir/server.key" -out "$dir/server.pem"
rm "$dir/ca.key" "$config" "$dir/openssl.log"
chmod 644 "$dir/ca.pem"
