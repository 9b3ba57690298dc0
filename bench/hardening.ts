import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execIn } from '../lab/exec.ts';
import { lynis } from '../proof/host/lynis.ts';
import { type OwnLab, runProcess, sclerite } from '../test/own-lab.ts';
import { median, times } from './measure.ts';

/** What verify costs beside others that look at the same server, in seconds (medians). */
export interface HardeningFigures {
  readonly verify: number;
  readonly lynis: number;
  /** pytest-testinfra over SSH, its faster backend (paramiko), 30 checks. */
  readonly testinfra: number;
  /** `converge` with nothing to do. */
  readonly converge: number;
  /** CPU time of one run of the collector on the server. */
  readonly collectorCpu: number;
}

const TESTINFRA = ['pytest-testinfra==10.2.2', 'paramiko'];

/** All in one run on one deployed server, taking turns, so that a machine which slows down slows all of them. */
export async function measureHardening(lab: OwnLab): Promise<HardeningFigures> {
  const pytest = await testinfra(lab);
  const [verify, converge, others, lyniss]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < 3; round++) {
    verify.push(...(await times(1, [sclerite, 'verify'], { env: lab.env, accept: [0, 3] })));
    converge.push(...(await times(1, [sclerite, 'converge'], { env: lab.env, accept: [0, 3] })));
    // 1: some of its checks failed, which takes it no less time.
    others.push(...(await times(1, pytest, { env: { ...lab.env, PYTHONDONTWRITEBYTECODE: '1' }, accept: [0, 1] })));
    lyniss.push(
      await timeInside(
        lab,
        lynis.script({ name: 'gateway', addresses: [], sshPort: 22, openTcp: { ipv4: [], ipv6: [] } }),
      ),
    );
  }
  return {
    verify: median(verify),
    converge: median(converge),
    testinfra: median(others),
    lynis: median(lyniss),
    collectorCpu: await collectorCpu(lab),
  };
}

/** Without SSH and without sudo: what is taken from Lynis' time is taken in its favour. */
async function timeInside(lab: OwnLab, script: string): Promise<number> {
  const begun = performance.now();
  const { exitCode, stderr } = await execIn('gateway', ['bash', '-c', script], { settings: lab.settings });
  if (exitCode !== 0) throw new Error(`Lynis ended with ${exitCode}: ${stderr.slice(-500)}`);
  return (performance.now() - begun) / 1000;
}

async function testinfra(lab: OwnLab): Promise<[string, ...string[]]> {
  const folder = join(lab.scratch, 'testinfra');
  mkdirSync(folder);
  for (const argv of [
    ['python3', '-m', 'venv', folder],
    [join(folder, 'bin/pip'), 'install', '--quiet', ...TESTINFRA],
  ] as [string, ...string[]][]) {
    const { exitCode, stderr } = await runProcess(argv);
    if (exitCode !== 0) throw new Error(`${argv.join(' ')}: ${stderr.slice(-500)}`);
  }
  const words = lab.sshAdmin();
  const address = words.at(-1)?.split('@')[1] ?? '';
  const config = [
    `Host ${address}`,
    '  User admin',
    `  IdentityFile ${lab.state('lab', 'keys/id_ed25519')}`,
    `  UserKnownHostsFile ${lab.state('lab', 'servers/gateway/known_hosts')}`,
    '  HostKeyAlias gateway',
  ];
  writeFileSync(join(folder, 'ssh_config'), `${config.join('\n')}\n`);
  return [
    join(folder, 'bin/pytest'),
    ...['-q', '-p', 'no:cacheprovider', `--hosts=paramiko://${address}`, `--ssh-config=${join(folder, 'ssh_config')}`],
    join(import.meta.dirname, 'same_checks.py'),
  ];
}

/** User and system time of the program and all its children, as the kernel counted them. */
async function collectorCpu(lab: OwnLab): Promise<number> {
  const program = `import resource, subprocess
for _ in range(5):
    subprocess.run(['/usr/local/libexec/sclerite/collect'], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print((used.ru_utime + used.ru_stime) / 5)`;
  const { stdout, exitCode, stderr } = await execIn('gateway', ['python3', '-c', program], { settings: lab.settings });
  if (exitCode !== 0) throw new Error(`the collector ended with ${exitCode}: ${stderr.slice(-500)}`);
  return Number(stdout);
}
