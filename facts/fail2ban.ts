import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** Times are in seconds; a bantime below zero is for ever. */
export interface JailState {
  readonly banSeconds: number;
  readonly findSeconds: number;
  readonly maxRetry: number;
  /** Whether each further ban of an address is longer. */
  readonly growsBans: boolean;
  readonly ignoredAddresses: readonly string[];
  /** Journal matches: any of them (OR), each a list of `FIELD=value` that must all hold. Empty when it reads files. */
  readonly journalMatches: readonly (readonly string[])[];
  readonly logFiles: readonly string[];
  /** Number of patterns it finds failures by. */
  readonly patterns: number;
  /** What it does to ban, by the action's name: the command line before its variables are filled in. */
  readonly actions: Readonly<Record<string, string>>;
  readonly banned: readonly string[];
}

export interface Fail2banState {
  readonly version: string;
  /** Where it remembers bans over a restart; null: nowhere. Not told by recordings of earlier versions. */
  readonly dbFile?: string | null;
  /** Seconds after which it forgets a ban there. */
  readonly dbPurgeSeconds?: number;
  /** `SYSLOG`, `SYSTEMD-JOURNAL`, `STDOUT`, or a file. */
  readonly logTarget?: string;
  /** Names of the jails that run. */
  readonly jails: readonly string[];
  /** Details of the two jails that matter, when they run. */
  readonly details: Readonly<Partial<Record<'sshd' | 'recidive', JailState>>>;
}

/**
 * fail2ban's running state, asked of its socket in its own protocol (pickled lists): one short process where fail2ban-client would
 * need a slow one per question. What comes back is unpickled without loading any class.
 *
 * Blind spot: it says what fail2ban would do, not that a packet was dropped; see the bans in `nftRuleset`.
 */
export const fail2ban = defineFact<Fail2banState>({
  title: "fail2ban's running state",
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/bin/python3', '-I', '-S', '-c', QUESTIONS] }),
  parse(reading) {
    const state = JSON.parse(stdoutOf(reading)) as Partial<Fail2banState>;
    if (!Array.isArray(state.jails) || !state.details) throw new Unreadable('fail2ban gave no list of jails');
    return state as Fail2banState;
  },
});

const QUESTIONS = `import io,json,pickle,socket
END=b'<F2B_END_COMMAND>'
class Text(str):
 def __new__(c,*a):return str.__new__(c,*a[:1])
class Plain(pickle.Unpickler):
 def find_class(s,m,n):return Text
S=socket.socket(socket.AF_UNIX)
S.settimeout(5)
S.connect('/run/fail2ban/fail2ban.sock')
def ask(*words):
 S.sendall(pickle.dumps(list(words),2)+END)
 got=b''
 while not got.endswith(END):
  more=S.recv(65536)
  if not more:raise SystemExit('fail2ban hung up')
  got+=more
 code,answer=Plain(io.BytesIO(got[:-len(END)])).load()
 if code:raise SystemExit(' '.join(words)+': '+str(answer))
 return answer
def jail(j):
 g=lambda *w:ask('get',j,*w)
 m=g('journalmatch')
 l=g('logpath')
 return {'banSeconds':g('bantime'),'findSeconds':g('findtime'),'maxRetry':g('maxretry'),'growsBans':bool(g('bantime.increment')),'ignoredAddresses':[str(i) for i in g('ignoreip') or []],'journalMatches':[list(i) for i in m or []] if isinstance(m,(list,tuple)) else [],'logFiles':[str(i) for i in l] if isinstance(l,(list,tuple)) else [],'patterns':len(g('failregex') or []),'actions':{str(a):str(g('action',a,'actionban')) for a in g('actions')},'banned':[str(i) for i in g('banip')]}
names=[i.strip() for i in dict(ask('status'))['Jail list'].split(',') if i.strip()]
f=ask('get','dbfile')
print(json.dumps({'version':str(ask('version')),'dbFile':f and str(f),'dbPurgeSeconds':f and int(ask('get','dbpurgeage')),'logTarget':str(ask('get','logtarget')),'jails':names,'details':{j:jail(j) for j in ('sshd','recidive') if j in names}}))`;
