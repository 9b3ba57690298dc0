import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface UnitExposure {
  readonly unit: string;
  /** 0 (sealed) to 10 (anything goes), as systemd-analyze(1) counts it. */
  readonly exposure: number;
}

/** Two lists of systemd's own, one behind the other: which services run, and how exposed each loaded one is. */
const PROGRAM = `import json,subprocess
def ask(*w):return json.loads(subprocess.run(w,check=True,capture_output=True,text=True).stdout)
r=[u['unit'] for u in ask('systemctl','list-units','--type=service','--state=running','--output=json')]
s=ask('systemd-analyze','security','--no-pager','--json=short')
print(json.dumps([{'unit':u['unit'],'exposure':float(u['exposure'])} for u in s if u['unit'] in r]))`;

/** How exposed every running service is by what systemd loaded for it. Blind spot: what a process gave up by itself. */
export const unitExposures = defineFact<readonly UnitExposure[]>({
  title: 'exposure of the running services',
  speed: 'slow',
  dependsOn: ['/etc/systemd/system'],
  source: () => ({ kind: 'command', argv: ['/usr/bin/python3', '-IS', '-c', PROGRAM], timeout: 60 }),
  parse(reading) {
    const list: unknown = JSON.parse(stdoutOf(reading));
    if (!Array.isArray(list) || list.length === 0) throw new Unreadable('systemd named no running service');
    return list as UnitExposure[];
  },
});
