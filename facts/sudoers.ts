import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** One grant: these principals may run these commands as these users. */
export interface SudoRule {
  /** Users by name, groups as `%group`, `#uid`, netgroups as `+name`; `ALL` is everybody; a leading `!` excludes. */
  readonly who: readonly string[];
  readonly commands: readonly string[];
  /** false: it asks for no password (`NOPASSWD`). */
  readonly asksPassword: boolean;
}

/** One setting of a `Defaults` line. */
export interface SudoDefault {
  readonly name: string;
  /** A list comes as what is done with it and its words, a space between: `list_add A B`; `true` and `false` are a flag that is set or cleared (`!flag`). */
  readonly value: string | number | boolean;
  /** Whether it holds for everybody; else only for some users, hosts, commands or target users. */
  readonly isGlobal: boolean;
}

export interface Sudoers {
  readonly rules: readonly SudoRule[];
  /** In the order in which sudo reads them: the last one of a name counts. */
  readonly defaults: readonly SudoDefault[];
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
    const defaults = (json.Defaults ?? []).flatMap(({ Binding, Options }) =>
      Options.map((option) => sudoDefault(option, Binding === undefined)),
    );
    return {
      defaults,
      rules: json.User_Specs.flatMap((spec) =>
        spec.Cmnd_Specs.map((grant) => ({
          who: spec.User_List.map(principal),
          commands: grant.Commands.map((command) => `${command.negated ? '!' : ''}${command.command ?? '?'}`),
          asksPassword: !(grant.Options ?? []).some((option) => option.authenticate === false),
        })),
      ),
      defaultsSkipPassword: defaults.some(({ name, value }) => name === 'authenticate' && value === false),
    };
  },
});

/** The part of cvtsudoers' JSON that is read here (sudo 1.9.16). */
interface SudoersJson {
  readonly Defaults?: readonly { readonly Binding?: unknown; readonly Options: readonly SudoOption[] }[];
  readonly User_Specs?: readonly {
    readonly User_List: readonly Principal[];
    readonly Cmnd_Specs: readonly {
      readonly Options?: readonly Readonly<Record<string, unknown>>[];
      readonly Commands: readonly { readonly command?: string; readonly negated?: boolean }[];
    }[];
  }[];
}

/** `{ "use_pty": true }`, or a list: `{ "operation": "list_add", "env_keep": ["A", "B"] }`. */
type SudoOption = Readonly<Record<string, unknown>>;

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

function sudoDefault({ operation, ...option }: SudoOption, isGlobal: boolean): SudoDefault {
  const [name, value] = Object.entries(option)[0] ?? [];
  if (name === undefined) throw new Unreadable('cvtsudoers printed a Defaults entry without a name');
  if (Array.isArray(value)) return { name, value: [operation ?? 'list_assign', ...value].join(' '), isGlobal };
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new Unreadable(`cvtsudoers printed ${JSON.stringify(value)} for ${name}`);
  return { name, value, isGlobal };
}

/** What holds for everybody: the last `Defaults` of that name. undefined: none, so it is as sudo was built. */
export const sudoSetting = ({ defaults }: Sudoers, name: string): SudoDefault['value'] | undefined =>
  defaults.findLast((entry) => entry.isGlobal && entry.name === name)?.value;

/** Those of a name that hold for some only: each of them may undo what holds for everybody. */
export const sudoExceptions = ({ defaults }: Sudoers, name: string): readonly SudoDefault[] =>
  defaults.filter((entry) => !entry.isGlobal && entry.name === name);
