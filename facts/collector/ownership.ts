/**
 * Python that knows which files dpkg calls its own, for the facts that look for others. Defines:
 *
 *     owned()   paths of every package's files, `/bin`, `/lib` and the like written as `/usr/bin`, `/usr/lib`; a file that was
 *               diverted counts where it lies now, and whatever took its place does not count
 *     usr(path) a path in that spelling
 *     born()    Unix seconds of this machine's first boot: what did not change since then came with the image
 *
 * dpkg's own lists are read, because 250 calls of `dpkg-query -L` would take seconds.
 *
 * Blind spots: root can write into dpkg's lists (the baseline notices), and can set the clock back while it plants a file.
 */
export const OWNERSHIP = `
import glob, hashlib, json, os, stat, sys
INFO = '/var/lib/dpkg/info/'
def usr(path):
    return '/usr' + path if path.startswith(('/bin/', '/sbin/', '/lib/', '/lib64/')) else path
def owned():
    with open('/var/lib/dpkg/diversions') as file:
        lines = file.read().split('\\n')
    moved = {usr(a): (usr(b), by) for a, b, by in zip(lines[::3], lines[1::3], lines[2::3])}
    found = set()
    for name in os.listdir(INFO):
        if name.endswith('.list'):
            package = name[:-5].split(':')[0]
            with open(INFO + name, errors='surrogateescape') as file:
                for path in map(usr, file.read().split('\\n')):
                    to, by = moved.get(path, (path, package))
                    found.add(path if by == package else to)
    return found
def born():
    marks = glob.glob('/var/lib/cloud/instances/*/sem/*')
    if not marks:
        sys.exit('cloud-init left no mark of the first boot in /var/lib/cloud/instances')
    return min(os.lstat(path).st_ctime for path in marks)
`;
