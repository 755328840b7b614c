#!/bin/sh
# In a mount namespace of its own: unit-mounts.sh DISTRIBUTION FOLDER WORD...
# ProtectSystem=strict, ProtectHome=, PrivateTmp=, PrivateDevices=, ProtectProc=invisible,
# ProcSubset=pid, NoExecPaths=/ and ExecPaths=. The distribution is at /opt/signet then, and the
# folder, which can be written as a StateDirectory= can, at /opt/etc.
set -eu
mount -t tmpfs -o mode=755 tmpfs /opt
mkdir /opt/signet /opt/etc /opt/dev
mount --bind "$1" /opt/signet
mount --bind "$2" /opt/etc
shift 2
for folder in /home /root /run/user; do
    [ ! -d "$folder" ] || mount -t tmpfs -o mode=000 tmpfs "$folder"
done
mount -t tmpfs -o mode=1777,noexec tmpfs /tmp
mount -t tmpfs -o mode=755,noexec,nosuid tmpfs /opt/dev
for device in null zero full random urandom; do
    : >"/opt/dev/$device"
    mount --bind "/dev/$device" "/opt/dev/$device"
done
mount --move /opt/dev /dev
mount -t proc -o subset=pid,hidepid=invisible proc /proc
mount --bind /usr /usr
mount -o remount,bind,ro,nodev /usr
mount -o remount,bind,ro,nodev /opt/signet
mount -o remount,ro /opt
mount -o remount,bind,ro,noexec /
exec "$@"
