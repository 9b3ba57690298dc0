import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'integrity.preload-empty',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'No library is forced into every program',
  failureTitle: 'A library is forced into every program',
  why: 'One line in ld.so.preload puts a library into sshd, sudo and every tool that would look for it: the classic way to hide.',
  references: ['https://man7.org/linux/man-pages/man8/ld.so.8.html', 'https://attack.mitre.org/techniques/T1574/006/'],
  needs: ['preload'],
  check: ({ preload }) =>
    preload.length > 0
      ? fail(
          preload.map((library) => `/etc/ld.so.preload: ${library}`),
          'Keep a copy of the library, then: sudo rm /etc/ld.so.preload; treat the server as broken into until you know who did it',
        )
      : pass(['/etc/ld.so.preload: not there, or empty']),
});
