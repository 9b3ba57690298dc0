import { type Sudoers, sudoExceptions, sudoSetting } from '../../facts/sudoers.ts';
import type { Wishes } from '../../policy/wanted.ts';
import { fail, pass, type Verdict } from '../control.ts';

/** Sorts after every other file of the folder: of two `Defaults` sudo keeps the last. */
export const SUDO_DEFAULTS = '/etc/sudoers.d/zz-sclerite';

export const SUDO_LOG = '/var/log/sudo.log';
export const SECURE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
export const TIMESTAMP_MINUTES = 5;
export const PASSWORD_TRIES = 3;

/** One file for all: every control about sudo's settings wishes for the same. */
export const sudoDefaults = (): Wishes => ({
  packages: ['sudo'],
  files: [
    {
      path: SUDO_DEFAULTS,
      content: [
        '# Owned by Sclerite and replaced as a whole. sudo keeps the last value it reads: this file must sort last.',
        'Defaults use_pty',
        `Defaults logfile="${SUDO_LOG}"`,
        `Defaults secure_path="${SECURE_PATH}"`,
        'Defaults env_reset, !setenv',
        `Defaults timestamp_type=tty, timestamp_timeout=${TIMESTAMP_MINUTES}`,
        `Defaults passwd_tries=${PASSWORD_TRIES}, !visiblepw, !pwfeedback`,
        '',
      ].join('\n'),
      mode: '0440',
      owner: 'root',
      group: 'root',
    },
  ],
});

/** What one setting must be; `unset` says whether sudo's built-in value will do. */
export interface SudoDemand {
  readonly name: string;
  readonly holds: (value: string | number | boolean) => boolean;
  readonly unset: boolean;
  readonly says: string;
}

/** Settings for everybody against their demands; one that holds for some only and breaks a demand fails as well. */
export function judgeSudo(sudoers: Sudoers, demands: readonly SudoDemand[]): Verdict {
  const findings = demands.map(({ name, holds, unset, says }) => {
    const value = sudoSetting(sudoers, name);
    const loose = sudoExceptions(sudoers, name).filter((exception) => !holds(exception.value));
    const isRight = (value === undefined ? unset : holds(value)) && loose.length === 0;
    const seen = [
      value === undefined ? '(not set)' : String(value),
      ...loose.map((exception) => `for some ${exception.value}`),
    ];
    return { isRight, evidence: `cvtsudoers: ${name} ${seen.join(', ')}${isRight ? '' : `, wanted is ${says}`}` };
  });
  const evidence = findings.map((finding) => finding.evidence);
  return findings.every(({ isRight }) => isRight)
    ? pass(evidence)
    : fail(
        evidence,
        `Find the line (sudo grep -rn Defaults /etc/sudoers /etc/sudoers.d), then run ./sclerite converge: ${SUDO_DEFAULTS} must be the last to speak.`,
      );
}

export const isFlag = (wanted: boolean) => (value: string | number | boolean) => value === wanted;
