import { OWNERSHIP } from './collector/ownership.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface KernelModule {
  readonly name: string;
  /** Where it lies below /usr/lib/modules; undefined: the tree of this kernel does not know it. */
  readonly path?: string;
  readonly isPackaged: boolean;
}

export interface KernelOrigin {
  /** `uname -r` */
  readonly release: string;
  /** What kind of container this is, when the kernel is somebody else's; undefined: it is this machine's own. */
  readonly container?: string;
  /** The image it was started from, by its name, and whether a package brought it. */
  readonly image: { readonly path: string; readonly exists: boolean; readonly isPackaged: boolean };
  /** undefined: the kernel does not say which are loaded. */
  readonly modules?: readonly KernelModule[];
  /** Bits of /proc/sys/kernel/tainted. */
  readonly taint: number;
}

const PROGRAM = `${OWNERSHIP}
import re
own, release = owned(), os.uname().release
def text(path):
    try:
        with open(path) as file:
            return file.read()
    except FileNotFoundError:
        return None
image, tree = '/boot/vmlinuz-' + release, '/usr/lib/modules/' + release
answer = {'release': release, 'taint': int(text('/proc/sys/kernel/tainted')),
          'image': {'path': image, 'exists': os.path.exists(image), 'isPackaged': image in own}}
container = text('/run/systemd/container')
if container:
    answer['container'] = container.strip()
loaded = text('/proc/modules')
if loaded is not None:
    files = {}
    for line in (text(tree + '/modules.dep') or '').splitlines():
        path = tree + '/' + line.split(':')[0]
        files[re.sub(r'\\.ko(\\.\\w+)?$', '', os.path.basename(path)).replace('-', '_')] = path
    names = sorted(line.split()[0] for line in loaded.splitlines())
    answer['modules'] = [dict({'name': name, 'isPackaged': files.get(name) in own}, **({'path': files[name]} if name in files else {})) for name in names]
print(json.dumps(answer))
`;

/**
 * Which kernel runs, which of its modules are loaded, and whether packages brought them.
 *
 * Blind spots: a module that hides itself from /proc/modules (it leaves a taint), and a kernel that was replaced under its own
 * name (`packageFiles` sees the file).
 */
export const kernelOrigin = defineFact<KernelOrigin>({
  title: 'where kernel and modules come from',
  speed: 'slow',
  source: () => ({ kind: 'command', argv: ['/usr/bin/python3', '-IS', '-c', PROGRAM.trim()], timeout: 30 }),
  parse(reading) {
    const origin = JSON.parse(stdoutOf(reading)) as Partial<KernelOrigin>;
    if (typeof origin.release !== 'string' || !origin.image) throw new Unreadable('the kernel says nothing of itself');
    return origin as KernelOrigin;
  },
});
