import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** One grant: these principals may run these commands as these users. */
export interface SudoRule {
  /** Users by name, groups as `%group`, `#uid`, netgroups as `+name`; `ALL` is everybody; a leading `!` excludes. */
  readonly who: readonly string[];
  readonly commands: readonly string[];
  /** false: it asks for no password (`NOPASSWD`). */
  readonly asksPassword: boolean;
}

export interface Sudoers {
  readonly rules: readonly SudoRule[];
  /** Whether a `Defaults !authenticate` switches the password off, for somebody or for all. */
  readonly defaultsSkipPassword: boolean;
}

/**
 * What sudo makes of /etc/sudoers with all it includes (`cvtsudoers`, sudo's own parser; aliases expanded).
 *
 * Blind spots: rules from LDAP, and the other ways to become root (polkit, setuid programs, su).
 */
export const sudoers = defineFact<Sudoers>({
  title: "sudo's rules",
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/bin/cvtsudoers', '-e', '-f', 'json', '/etc/sudoers'] }),
  parse(reading) {
    const json = JSON.parse(stdoutOf(reading)) as SudoersJson;
    if (!json.User_Specs) throw new Unreadable('cvtsudoers printed no User_Specs');
    return {
      rules: json.User_Specs.flatMap((spec) =>
        spec.Cmnd_Specs.map((grant) => ({
          who: spec.User_List.map(principal),
          commands: grant.Commands.map((command) => `${command.negated ? '!' : ''}${command.command ?? '?'}`),
          asksPassword: !(grant.Options ?? []).some((option) => option.authenticate === false),
        })),
      ),
      defaultsSkipPassword: (json.Defaults ?? []).some((entry) =>
        entry.Options.some((option) => option.authenticate === false),
      ),
    };
  },
});

/** The part of cvtsudoers' JSON that is read here (sudo 1.9.16). */
interface SudoersJson {
  readonly Defaults?: readonly { readonly Options: readonly Readonly<Record<string, unknown>>[] }[];
  readonly User_Specs?: readonly {
    readonly User_List: readonly Principal[];
    readonly Cmnd_Specs: readonly {
      readonly Options?: readonly Readonly<Record<string, unknown>>[];
      readonly Commands: readonly { readonly command?: string; readonly negated?: boolean }[];
    }[];
  }[];
}

type Principal = Readonly<
  Record<
    'username' | 'usergroup' | 'userid' | 'usergid' | 'netgroup' | 'nonunixgroup' | 'useralias',
    string | number | undefined
  >
> & { readonly negated?: boolean };

function principal(entry: Principal): string {
  const name =
    entry.username ??
    (entry.usergroup !== undefined ? `%${entry.usergroup}` : undefined) ??
    (entry.userid !== undefined ? `#${entry.userid}` : undefined) ??
    (entry.usergid !== undefined ? `%#${entry.usergid}` : undefined) ??
    (entry.netgroup !== undefined ? `+${entry.netgroup}` : undefined) ??
    JSON.stringify(entry);
  return `${entry.negated ? '!' : ''}${name}`;
}
