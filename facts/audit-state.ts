import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface AuditState {
  /** 0: off, 1: on, 2: on and fixed until the next boot. */
  readonly enabled: number;
  /** Process that takes the records; 0: nobody does. */
  readonly pid: number;
  readonly lost: number;
  /** The rules in the kernel, as auditctl prints them. */
  readonly rules: readonly string[];
}

/** The kernel's audit, asked of the kernel (auditctl(8)); it takes a privilege that the collector for everyday does not have. */
export const auditState = defineFact<AuditState>({
  title: "the kernel's audit: state and rules",
  speed: 'slow',
  dependsOn: ['/etc/audit/rules.d'],
  source: () => ({ kind: 'command', argv: ['/bin/sh', '-ec', '/usr/sbin/auditctl -s; echo; /usr/sbin/auditctl -l'] }),
  parse(reading) {
    const [state = '', rules] = stdoutOf(reading).split('\n\n');
    const number = (key: string) => {
      const value = new RegExp(`^${key} (\\d+)$`, 'm').exec(state)?.[1];
      if (value === undefined) throw new Unreadable(`auditctl -s printed no ${key}`);
      return Number(value);
    };
    if (rules === undefined) throw new Unreadable('auditctl -l printed nothing');
    return {
      enabled: number('enabled'),
      pid: number('pid'),
      lost: number('lost'),
      rules: rules.split('\n').filter((line) => line.startsWith('-')),
    };
  },
});
