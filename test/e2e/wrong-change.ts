import { NFTABLES_CONF } from '../../policy/render/nftables.ts';
import { SSHD_DROP_IN } from '../../policy/render/sshd.ts';
import type { Wanted } from '../../policy/wanted.ts';

/**
 * A wanted state that every check lets pass and that locks its operator out, or `harmless`: one that only needs a guard. What a
 * mistake in a control or in a config would be; the product has no way to ask for them.
 */
export const wrongChanges = {
  harmless: edit(SSHD_DROP_IN, (text) => `# touched\n${text}`),
  'breaks key login': edit(SSHD_DROP_IN, (text) => `AuthorizedKeysFile /nowhere\n${text}`),
  'lets in somebody else': edit(SSHD_DROP_IN, (text) => text.replace(/^AllowUsers .*$/m, 'AllowUsers nobody')),
  // An address that the machine does not have: `sshd -t` does not try it.
  'makes a sshd that does not start': edit(SSHD_DROP_IN, (text) => `ListenAddress 198.51.100.99\n${text}`),
  'shuts port 22': edit(NFTABLES_CONF, (text) => text.replace(/^.*tcp dport 22 .*\n/gm, '')),
} as const;

export type WrongChange = keyof typeof wrongChanges;

function edit(path: string, change: (text: string) => string): (wanted: Wanted) => Wanted {
  return (wanted) => {
    const files = wanted.files.map((file) => (file.path === path ? { ...file, content: change(file.content) } : file));
    if (files.every((file, index) => file.content === wanted.files[index]?.content)) {
      throw new Error(`nothing in ${path} is what this change expects`);
    }
    return { ...wanted, files };
  };
}
