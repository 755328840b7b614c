#!/bin/sh
# Builds the packages a second time, from a copy of the sources in another folder and in another
# time zone, and compares them byte by byte with those of the first build.
#
#   reproducible.sh FOLDER WORK
#
# FOLDER has the first ones. Run by ./verify.
set -eu
here=$(cd -- "$(dirname -- "$0")" && pwd)
first=$1
work=$2
source=$(cd "$here/../.." && pwd)

mkdir -p "$work"
# Stays where the files differ, for a look at why.
again=$(mktemp -d "$work/again.XXXXXX")
trap '[ $? -ne 0 ] || rm -rf "$again"' EXIT
tar -C "$source" --exclude=target --exclude=.git -cf - . | tar -C "$again" -xf -
# Jars keep the modes of the folders that they are made from.
umask 022
cd "$again"
TZ=Pacific/Chatham mvn -B -q -ntp package -Pdeb -pl cli -am -Dmaven.test.skip -Djacoco.skip -Dforbiddenapis.skip \
    -Dmdep.skip -Dformat.skip >"$work/again.log" 2>&1 || {
    tail -n 20 "$work/again.log" >&2
    echo "reproducible.sh: the second build failed" >&2
    exit 1
}
for file in cli/target/signet_*.deb cli/target/signet-*.tar.gz; do
    cmp "$first/${file##*/}" "$file" || {
        echo "reproducible.sh: ${file##*/} is not the same again" >&2
        exit 1
    }
    sha256sum "$file"
done
