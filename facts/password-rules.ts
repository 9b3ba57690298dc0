import { defineFact, entriesOf, Unreadable } from './fact.ts';

/** File → its `name = value` lines; a word alone is a flag and has the value ''. A file that is not there is not here. */
export type PasswordRules = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const PWQUALITY_CONF = '/etc/security/pwquality.conf';
export const FAILLOCK_CONF = '/etc/security/faillock.conf';

/**
 * The settings of two PAM modules, as their files have them: pwquality reads its folder first and its file last; the last value
 * counts. Blind spot: options in /etc/pam.d win over both (see `pam`).
 */
export const passwordRules = defineFact<PasswordRules>({
  title: 'rules for new passwords and for guessing them',
  speed: 'fast',
  source: () => ({
    kind: 'files',
    paths: ['/etc/security/pwquality.conf.d/*.conf', PWQUALITY_CONF, FAILLOCK_CONF],
    content: true,
  }),
  parse: (reading) =>
    Object.fromEntries(
      entriesOf(reading)
        .filter(({ type, error }) => type !== 'absent' || error !== undefined)
        .map(({ path, content, error }) => {
          if (content === undefined) throw new Unreadable(`${path}: ${error ?? 'not read'}`);
          return [path, settingsOf(content)];
        }),
    ),
});

function settingsOf(text: string): Record<string, string> {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim());
  return Object.fromEntries(
    lines.filter(Boolean).map((line) => {
      const [name = '', value = ''] = line.split('=', 2);
      return [name.trim(), value.trim()];
    }),
  );
}
