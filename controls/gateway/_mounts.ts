/** File systems that hold nothing across a reboot. Whatever is not named here counts as a disk. */
const virtual = new Set(
  'autofs binfmt_misc bpf cgroup2 configfs debugfs devpts devtmpfs efivarfs fusectl hugetlbfs mqueue nsfs proc pstore ramfs securityfs sysfs tmpfs tracefs'.split(
    ' ',
  ),
);

export const isDisk = (type: string) => !virtual.has(type);

/** A container's manager offers these to the system inside it; a server of its own has none. */
export const isContainerInterface = (path: string) => path === '/run/host' || path.startsWith('/run/host/');
