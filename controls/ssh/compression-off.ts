import { defineControl } from '../control.ts';
import { exactly, judgeKeywords } from './_keywords.ts';

export default defineControl({
  id: 'ssh.compression-off',
  layer: 'infrastructure',
  severity: 'low',
  title: 'sshd does not compress',
  failureTitle: 'sshd compresses',
  why: 'A decompressor is one more parser for bytes of strangers, and the length of what is compressed tells about its content.',
  references: ['https://man.openbsd.org/sshd_config#Compression', 'https://www.openssh.com/txt/release-7.4'],
  wants: () => ({ sshd: { Compression: 'no' } }),
  needs: ['sshdEffective'],
  check: ({ sshdEffective }) => judgeKeywords(sshdEffective, { compression: exactly('no') }),
});
