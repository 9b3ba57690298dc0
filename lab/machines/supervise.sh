#!/bin/sh
# Runs one machine until it is switched off, and starts it again when it reboots itself. Outlives the daemon that started
# it. Arguments: environment variables LAB_* (lab/machines/supervisor.ts). stdout and stderr: the machine's console.
set -eu

here=$(dirname "$0")

# Joined before anything else is started: ending this group is then sure to end all of the machine.
lab=$LAB_CGROUP_ROOT/${LAB_CGROUP%/*}
machine=$LAB_CGROUP_ROOT/$LAB_CGROUP
mkdir -p "$machine/keeper" "$machine/system"
echo $$ >"$machine/keeper/cgroup.procs"
for group in "$lab" "$machine"; do
  for controller in $(cat "$group/cgroup.controllers"); do echo "+$controller" >"$group/cgroup.subtree_control"; done
done
if [ -e "$machine/memory.max" ]; then echo "$LAB_MEMORY_BYTES" >"$machine/memory.max"; fi

# A new network namespace per boot: rules and addresses that the machine set must not survive its reboot.
plug_in() {
  unplug
  ip netns add "$LAB_NETNS"
  ip -n "$LAB_ROUTER" link add "$LAB_LINK" type veth peer name eth0 netns "$LAB_NETNS" address "$LAB_MAC"
  # Nobody else is on this link: looking for duplicate addresses would only cost every boot two seconds.
  ip netns exec "$LAB_NETNS" sysctl --quiet -w net.ipv6.conf.eth0.accept_dad=0 net.ipv6.conf.eth0.dad_transmits=0
  ip -n "$LAB_ROUTER" link set "$LAB_LINK" addrgenmode none
  ip -n "$LAB_ROUTER" address add 172.31.1.1/32 dev "$LAB_LINK"
  ip -n "$LAB_ROUTER" address add fe80::1/64 dev "$LAB_LINK" nodad
  ip -n "$LAB_ROUTER" link set "$LAB_LINK" up
  if [ -n "$LAB_IPV4" ]; then ip -n "$LAB_ROUTER" route replace "$LAB_IPV4/32" dev "$LAB_LINK"; fi
  if [ -n "$LAB_IPV6" ]; then ip -n "$LAB_ROUTER" route replace "$LAB_IPV6" dev "$LAB_LINK"; fi
}

unplug() {
  # The router's end goes first and by name: a namespace takes its links along only some time after its removal.
  if ip -n "$LAB_ROUTER" link show "$LAB_LINK" >/dev/null 2>&1; then ip -n "$LAB_ROUTER" link delete "$LAB_LINK"; fi
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
