import type { PamRule } from '../../facts/pam-stack.ts';
import { defineControl, fail, pass } from '../control.ts';

/** Runs whatever it is told, as root, with the password on its input if asked to. */
const isCommand = ({ module }: PamRule) => /(^|\/)pam_exec\.so$/.test(module);
/** Lets everybody in who gets as far. Debian's own last line is `required`, behind a line that jumps over a denial. */
const isOpen = ({ type, control, module }: PamRule) =>
  type === 'auth' && control === 'sufficient' && /(^|\/)pam_permit\.so$/.test(module);
const isForeign = ({ exists, isPackaged }: PamRule) => exists && !isPackaged;

const describe = ({ file, line, type, control, module }: PamRule, why: string) =>
  `${file}:${line}: ${type} ${control} ${module}: ${why}`;

export default defineControl({
  id: 'integrity.pam-known',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'PAM asks only modules that came with a package, and runs no command',
  failureTitle: 'PAM asks a module that nobody here knows, runs a command, or lets everybody in',
  why: 'Every sudo passes through here with its password: one line more records it, or opens without it.',
  references: ['https://attack.mitre.org/techniques/T1556/003/'],
  needs: ['pamStack'],
  check({ pamStack }) {
    const wrong = pamStack.flatMap((rule) =>
      isForeign(rule)
        ? [describe(rule, 'a module of no package')]
        : isCommand(rule)
          ? [describe(rule, 'runs a command')]
          : isOpen(rule)
            ? [describe(rule, 'lets everybody in')]
            : [],
    );
    if (wrong.length > 0)
      return fail(wrong, 'Take the line out while a root shell is open, and find out who put it in');
    return pass([`/etc/pam.d: ${pamStack.length} lines, each of a module that a package brought`]);
  },
});
