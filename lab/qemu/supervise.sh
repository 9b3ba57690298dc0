#!/bin/sh
# Runs one machine with a kernel of its own until it is switched off; QEMU itself carries it over its reboots. Outlives the
# daemon that started it. Environment: LAB_* (lab/machines/supervisor.ts). Arguments: QEMU's command line. stdout and
# stderr: the machine's console.
set -eu

here=$(dirname "$0")
. "$here/../machines/_ground.sh"

join_group
remove_router_end
ip -n "$LAB_ROUTER" tuntap add dev "$LAB_LINK" mode tap
raise_router_end

# Hetzner's DHCP: one lone address, whose gateway is not in its network. It
# is in the machine's group as well. `--shared-network`: the server's own address lies in another network than what it hands out.
if [ -n "$LAB_IPV4" ]; then
  nsenter --net="/run/netns/$LAB_ROUTER" dnsmasq --keep-in-foreground --conf-file=/dev/null --port=0 --user=root --pid-file \
    --no-ping --leasefile-ro --dhcp-authoritative --log-facility=- \
    --interface="$LAB_LINK" --bind-interfaces --except-interface=lo --shared-network="$LAB_LINK,$LAB_IPV4" \
    --dhcp-range="$LAB_IPV4,static,255.255.255.255,1d" --dhcp-host="$LAB_MAC,$LAB_IPV4,$LAB_HOSTNAME" \
    --dhcp-option=option:router,172.31.1.1 --dhcp-option=option:dns-server,185.12.64.1,185.12.64.2 &
  dhcp=$!
fi

code=0
# In the router's namespace, where the link is; QEMU opens no other network connection.
nsenter --net="/run/netns/$LAB_ROUTER" "$@" </dev/null || code=$?
if [ -n "$LAB_IPV4" ] && [ -e "/proc/$dhcp" ]; then kill "$dhcp"; fi
remove_router_end
exit "$code"
