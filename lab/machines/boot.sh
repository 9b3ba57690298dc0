#!/bin/sh
# One boot of one machine, in a mount namespace of its own: what is mounted here vanishes with its last process, so that
# nothing is left on the host however this ends. Arguments as for supervise.sh, which calls it.
set -eu

# systemd needs a pure cgroup 2 tree. A host with the mixed layout has one too, only mounted elsewhere.
if [ "$(stat --file-system --format %T /sys/fs/cgroup)" != cgroup2fs ]; then
  umount --recursive --lazy /sys/fs/cgroup
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
fi
echo $$ >"/sys/fs/cgroup/$LAB_CGROUP/system/cgroup.procs"

# `volatile`: a machine's fsync costs nothing. Such a mount refuses to come back after an unclean end, unless its marker is
# removed; what was written is safe as long as the host itself did not crash, which is enough for a lab.
rm -rf "$LAB_WORK/work/incompat"
mount -t overlay overlay -o "lowerdir=$LAB_BASE,upperdir=$LAB_UPPER,workdir=$LAB_WORK,volatile" "$LAB_ROOT"

# A machine that rebooted itself has a new /dev; its volumes were attached to the old one.
while read -r option; do set -- "$@" "$option"; done <"$LAB_DEVICES"

# The network namespace is the machine's own, so its settings are too; nspawn sees only that it did not make it.
export SYSTEMD_NSPAWN_API_VFS_WRITABLE=network

exec systemd-nspawn --quiet --settings=no --directory="$LAB_ROOT" --machine="$LAB_MACHINE" --hostname="$LAB_HOSTNAME" \
  --register=no --keep-unit --network-namespace-path="/run/netns/$LAB_NETNS" --resolv-conf=off --timezone=off \
  --link-journal=no --capability=CAP_NET_ADMIN --console=pipe "$@" --boot
