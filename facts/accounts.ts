import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
  /** Whether /etc/passwd itself has no password: neither a hash nor an empty field. */
  readonly isShadowed: boolean;
  /** `none`: an empty password lets anybody in. `unknown`: it has no entry in /etc/shadow. The hash itself never leaves. */
  readonly password: 'set' | 'locked' | 'none' | 'unknown';
}

export interface Group {
  readonly name: string;
  readonly gid: number;
  /** As listed in /etc/group: without those who have it as their primary group. */
  readonly members: readonly string[];
}

export interface Accounts {
  readonly users: readonly Account[];
  readonly groups: readonly Group[];
}

/**
 * Everybody the machine knows, from its own files.
 *
 * Blind spots: accounts that come from elsewhere (LDAP, systemd's dynamic users), and what PAM makes of them.
 */
export const accounts = defineFact<Accounts>({
  title: 'accounts and groups',
  speed: 'fast',
  source: () => ({
    kind: 'command',
    argv: ['/bin/sh', '-c', 'cat /etc/passwd && echo && cat /etc/group && echo && passwd -S -a'],
  }),
  parse(reading) {
    const parts = stdoutOf(reading).split('\n\n');
    if (parts.length !== 3) throw new Unreadable(`expected passwd, group and passwd -S, got ${parts.length} parts`);
    const [users, groups, statuses] = parts.map((part) => part.split('\n').filter(Boolean)) as [
      string[],
      string[],
      string[],
    ];
    const passwords = new Map(statuses.map((line) => line.split(' ').slice(0, 2) as [string, string]));
    return {
      users: users.map((line) => parseUser(line, passwords)),
      groups: groups.map((line) => {
        const [name, , gid, members] = fields(line, 4) as [string, string, string, string];
        return { name, gid: Number(gid), members: members.split(',').filter(Boolean) };
      }),
    };
  },
});

/** `passwd -S`, second field. */
const STATUS: Readonly<Record<string, Account['password']>> = { P: 'set', L: 'locked', NP: 'none' };

function parseUser(line: string, passwords: ReadonlyMap<string, string>): Account {
  const [name, hash, uid, gid, , home, shell] = fields(line, 7) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const password = STATUS[passwords.get(name) ?? ''] ?? 'unknown';
  return { name, uid: Number(uid), gid: Number(gid), home, shell, isShadowed: hash === 'x', password };
}

function fields(line: string, count: number): readonly string[] {
  const parts = line.split(':');
  if (parts.length !== count) throw new Unreadable(`expected ${count} fields: ${line.slice(0, 200)}`);
  return parts;
}

/** Names of the groups an account is in beyond its own: listed as a member, or with a primary group named otherwise. */
export function groupsOf({ users, groups }: Accounts, name: string): readonly string[] {
  const account = users.find((user) => user.name === name);
  const listed = groups.filter((group) => group.members.includes(name));
  const primary = groups.filter((group) => group.gid === account?.gid);
  return [...new Set([...listed, ...primary].map((group) => group.name))].filter((group) => group !== name).sort();
}

/** Everybody in a group, whether listed or by primary group. */
export function membersOf({ users, groups }: Accounts, name: string): readonly string[] {
  const group = groups.find((entry) => entry.name === name);
  if (!group) return [];
  const primary = users.filter((user) => user.gid === group.gid).map((user) => user.name);
  return [...new Set([...group.members, ...primary])].sort();
}
