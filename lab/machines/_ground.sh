# What every machine's supervisor does on the host, whichever driver started it. Sourced; variables LAB_* as for supervise.sh.

# Joins the machine's own group before anything else is started: ending this group is then sure to end all of the machine.
join_group() {
  lab=$LAB_CGROUP_ROOT/${LAB_CGROUP%/*}
  machine=$LAB_CGROUP_ROOT/$LAB_CGROUP
  mkdir -p "$machine/keeper" "$machine/system"
  echo $$ >"$machine/keeper/cgroup.procs"
  for group in "$lab" "$machine"; do
    for controller in $(cat "$group/cgroup.controllers"); do echo "+$controller" >"$group/cgroup.subtree_control"; done
  done
}

# The router's end of the machine's link, which exists already.
raise_router_end() {
  ip -n "$LAB_ROUTER" link set "$LAB_LINK" addrgenmode none
  ip -n "$LAB_ROUTER" address add 172.31.1.1/32 dev "$LAB_LINK"
  ip -n "$LAB_ROUTER" address add fe80::1/64 dev "$LAB_LINK" nodad
  ip -n "$LAB_ROUTER" link set "$LAB_LINK" up
  if [ -n "$LAB_IPV4" ]; then ip -n "$LAB_ROUTER" route replace "$LAB_IPV4/32" dev "$LAB_LINK"; fi
  if [ -n "$LAB_IPV6" ]; then ip -n "$LAB_ROUTER" route replace "$LAB_IPV6" dev "$LAB_LINK"; fi
}

# By name: a namespace takes its links along only some time after its removal.
remove_router_end() {
  if ip -n "$LAB_ROUTER" link show "$LAB_LINK" >/dev/null 2>&1; then ip -n "$LAB_ROUTER" link delete "$LAB_LINK"; fi
}
