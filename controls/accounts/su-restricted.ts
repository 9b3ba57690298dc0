import { membersOf } from '../../facts/accounts.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** Nobody but root is in it, which `accounts.root-like-groups-empty` sees to. */
const GROUP = 'root';

const stack = [
  '# Owned by Sclerite and replaced as a whole.',
  'auth sufficient pam_rootok.so',
  `auth required pam_wheel.so use_uid group=${GROUP}`,
  'session required pam_env.so readenv=1',
  'session required pam_env.so readenv=1 envfile=/etc/default/locale',
  'session required pam_limits.so',
  '@include common-auth',
  '@include common-account',
  '@include common-session',
];

export default defineControl({
  id: 'accounts.su-restricted',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Only root may use su',
  failureTitle: 'Others than root may use su',
  why: 'su asks for the password of the account it leads to, as often as one likes, and tells the log less than sudo does.',
  references: ['https://man7.org/linux/man-pages/man8/pam_wheel.8.html', 'CIS Debian 12 5.2.7'],
  wants: () => ({
    files: [{ path: '/etc/pam.d/su', content: `${stack.join('\n')}\n`, mode: '0644', owner: 'root', group: 'root' }],
  }),
  needs: ['pam', 'accounts'],
  check({ pam, accounts }) {
    const evidence: string[] = [];
    for (const service of ['su', 'su-l']) {
      const auth = pam[service]?.filter(({ type }) => type === 'auth');
      if (auth === undefined) return cannotTell(`/etc/pam.d/${service} was not read`);
      const wheel = auth.findIndex(({ module, options }) => module === 'pam_wheel.so' && options.includes('use_uid'));
      const line = auth[wheel];
      const isFirst = auth.slice(0, wheel).every(({ module }) => module === 'pam_rootok.so');
      const isHard = line?.control === 'required' || line?.control === 'requisite';
      const group = line?.options.find((option) => option.startsWith('group='))?.slice('group='.length);
      evidence.push(
        `/etc/pam.d/${service}: ${line ? `${line.control} ${line.module} ${line.options.join(' ')}` : 'no pam_wheel.so'}`,
      );
      const others = group === undefined ? [] : membersOf(accounts, group).filter((name) => name !== 'root');
      evidence.push(...others.map((name) => `/etc/group: ${name} is in ${group}`));
      if (!isFirst || !isHard || line.options.includes('deny') || group === undefined || others.length > 0)
        return fail(evidence, 'Put /etc/pam.d/su back: run ./sclerite converge.');
    }
    return pass(evidence);
  },
});
