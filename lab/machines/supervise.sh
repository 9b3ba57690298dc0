#!/bin/sh
# Runs one machine until it is switched off, and starts it again when it reboots itself. Outlives the daemon that started
# it. Arguments: environment variables LAB_* (lab/machines/supervisor.ts). stdout and stderr: the machine's console.
set -eu

here=$(dirname "$0")
. "$here/_ground.sh"

join_group
if [ -e "$machine/memory.max" ]; then echo "$LAB_MEMORY_BYTES" >"$machine/memory.max"; fi

# A new network namespace per boot: rules and addresses that the machine set must not survive its reboot.
plug_in() {
  unplug
  ip netns add "$LAB_NETNS"
  ip -n "$LAB_ROUTER" link add "$LAB_LINK" type veth peer name eth0 netns "$LAB_NETNS" address "$LAB_MAC"
  # Nobody else is on this link: looking for duplicate addresses would only cost every boot two seconds.
  ip netns exec "$LAB_NETNS" sysctl --quiet -w net.ipv6.conf.eth0.accept_dad=0 net.ipv6.conf.eth0.dad_transmits=0
  raise_router_end
}

unplug() {
  remove_router_end
  if [ -e "/run/netns/$LAB_NETNS" ]; then ip netns delete "$LAB_NETNS"; fi
}

while :; do
  plug_in
  code=0
  unshare --mount --propagation private "$here/boot.sh" || code=$?
  unplug
  # 133: the machine rebooted itself (systemd-nspawn's EXIT_FORCE_RESTART, which it uses with --keep-unit).
  if [ "$code" != 133 ]; then exit "$code"; fi
done
