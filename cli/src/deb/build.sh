#!/bin/sh
# Makes the Debian package and the tar.gz of a distribution. The same distribution gives the same
# bytes: names are sorted, owners are root, times are those of the release or, for jars and their
# CDS archives, the ones that the build gave them.
#
#   build.sh DISTRIBUTION VERSION RELEASED TARGET
#
# VERSION is Maven's, and RELEASED its time, as 2026-01-31T00:00:00Z. Writes signet_VERSION_ARCH.deb and
# signet-VERSION-ARCH.tar.gz into TARGET.
set -eu
umask 022
export LC_ALL=C
here=$(cd -- "$(dirname -- "$0")" && pwd)
distribution=$1
version=$2
SOURCE_DATE_EPOCH=$(date -d "$3" +%s)
export SOURCE_DATE_EPOCH
target=$4
# Where the programs are native ones, the Java programs are kept beside them: these are in the tar.gz.
java=$distribution
[ -e "$distribution/lib/signet-master.jar" ] || java=$distribution-java
docs=$here/../../../docs
# A snapshot of a version comes before it.
debian_version=$(printf '%s' "$version" | tr - '~')
arch=$(dpkg --print-architecture)
home=usr/lib/signet
mkdir -p "$target"
work=$(mktemp -d "$target/package.XXXXXX")
trap 'rm -rf "$work"' EXIT
tree=$work/tree
mkdir "$tree"

# install_file MODE SOURCE PATH
install_file() {
    install -D -p -m "$1" "$2" "$tree/$3"
}

# Copies a file of text to its place, with the paths that it has in the package.
install_text() {
    mkdir -p "$(dirname -- "$tree/$2")"
    sed -e "s|/opt/signet/docs/|/usr/share/doc/signet/|g" -e "s|/opt/signet|/$home|g" "$1" >"$tree/$2"
    chmod 644 "$tree/$2"
}

compress() {
    gzip -9n "$tree/$1"
}

lay_out_programs() {
    mkdir -p "$tree/$home" "$tree/usr/bin" "$tree/usr/sbin"
    for part in bin libexec lib; do
        cp -Rp "$distribution/$part" "$tree/$home/$part"
    done
    rm -r "${tree:?}/$home/lib/systemd" "$tree/$home/lib/sysusers.d" "$tree/$home/lib/tmpfiles.d"
    # jlink writes what its user's umask says.
    chmod -R u+rwX,go+rX,go-w "$tree/$home"
    find "$tree/$home/lib" -type f ! -path '*/runtime/bin/*' ! -name jspawnhelper -exec chmod a-x {} +
    ln -s "../lib/signet/bin/signet" "$tree/usr/sbin/signet"
    ln -s "../lib/signet/bin/signet-accountd" "$tree/usr/bin/signet-accountd"
}

lay_out_system() {
    for unit in "$distribution"/lib/systemd/system/*; do
        install_text "$unit" "usr/lib/systemd/system/${unit##*/}"
    done
    install_text "$distribution/lib/sysusers.d/signet.conf" usr/lib/sysusers.d/signet.conf
    install_text "$distribution/lib/tmpfiles.d/signet.conf" usr/lib/tmpfiles.d/signet.conf
    for file in "$distribution"/etc/*.conf; do
        install_text "$file" "etc/signet/${file##*/}"
    done
    mkdir -p "$tree/etc/signet/signet-certs.conf.d"
}

lay_out_manual() {
    for page in "$distribution"/share/man/man*/*; do
        section=${page%/*}
        install_file 644 "$page" "usr/share/man/${section##*/}/${page##*/}"
        compress "usr/share/man/${section##*/}/${page##*/}"
    done
    cp -R "$distribution/share/bash-completion" "$distribution/share/zsh" "$tree/usr/share/"
    for page in "$docs"/*.md "$docs"/tokens/*.md; do
        install_text "$page" "usr/share/doc/signet/${page#"$docs"/}"
    done
    for file in "$distribution"/etc/webserver/*; do
        install_text "$file" "usr/share/doc/signet/examples/webserver/${file##*/}"
    done
    install_text "$here/README.Debian" usr/share/doc/signet/README.Debian
    install_text "$here/copyright" usr/share/doc/signet/copyright
    install_text "$here/lintian-overrides" usr/share/lintian/overrides/signet
    install_text "$docs/../CHANGELOG.md" usr/share/doc/signet/changelog
    compress usr/share/doc/signet/changelog
    {
        printf 'signet (%s) unstable; urgency=medium\n\n  * See changelog.gz.\n\n' "$debian_version"
        printf ' -- The Signet authors <signet@localhost.invalid>  %s\n' \
            "$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
    } >"$tree/usr/share/doc/signet/changelog.Debian"
    compress usr/share/doc/signet/changelog.Debian
}

# Jars and archives keep their times: by these the launchers know that they belong together.
set_times() {
    find "$1" ! \( -name '*.jar' ! -path '*/runtime/*' \) ! -path '*/lib/cds/*' -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

write_control() {
    mkdir "$tree/DEBIAN"
    for script in postinst prerm postrm; do
        install -m 755 "$here/$script" "$tree/DEBIAN/$script"
    done
    (cd "$tree" && find etc -type f | sort | sed 's|^|/|') >"$tree/DEBIAN/conffiles"
    (cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
    size=$(du -sk --apparent-size --exclude=DEBIAN "$tree" | cut -f1)
    sed -e "s/@VERSION@/$debian_version/" -e "s/@ARCH@/$arch/" -e "s/@SIZE@/$size/" \
        "$here/control.in" >"$tree/DEBIAN/control"
    chmod 644 "$tree/DEBIAN/conffiles" "$tree/DEBIAN/md5sums" "$tree/DEBIAN/control"
}

build_deb() {
    lay_out_programs
    lay_out_system
    lay_out_manual
    write_control
    set_times "$tree"
    dpkg-deb --root-owner-group --uniform-compression -Zxz -z2 --build "$tree" \
        "$target/signet_${debian_version}_$arch.deb" >/dev/null
}

# As the build left it, in one folder that may lie anywhere.
build_tar() {
    folder=signet-$version
    cp -Rp "$java" "$work/$folder"
    cp -R "$docs" "$work/$folder/docs"
    chmod -R u+rwX,go+rX,go-w "$work/$folder"
    set_times "$work/$folder"
    tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --format=gnu -cf - "$folder" |
        gzip -6n >"$target/signet-$version-$arch.tar.gz"
}

build_deb
build_tar
