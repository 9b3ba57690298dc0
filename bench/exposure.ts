import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaults } from '../config/defaults.ts';
import { execIn } from '../lab/exec.ts';
import { NAME, PublicServer } from '../test/e2e/public-server.ts';
import { OwnLab } from '../test/own-lab.ts';
import { median } from './measure.ts';

/** Whole deploys, seconds; the others are medians. */
export interface ExposureFigures {
  /** From nothing to verified, the same server with the same name: behind a tunnel, and with a certificate of the lab's CA. */
  readonly tunnelSeconds: number;
  readonly tlsSeconds: number;
  /** Until the first byte of the gateway's answer, milliseconds, seen from the server itself: through nginx, and directly. */
  readonly firstByte: Readonly<
    Record<'kept alive' | 'once connected' | 'from nothing', { nginx: number; gateway: number }>
  >;
  /** `device issue`, the whole process, seconds. */
  readonly issueSeconds: number;
}

const ROUNDS = 25;

/** Needs root; raises a lab of its own and takes it down. About three minutes. */
export async function measureExposure(): Promise<ExposureFigures> {
  const lab = new OwnLab('scbexp', '198.19.224.0/20');
  const server = new PublicServer(lab);
  try {
    await server.begin();
    const born = async (exposure: 'tunnel' | 'tls') => {
      server.configure({ exposure });
      const { seconds } = await server.deployed({ show: false });
      process.stderr.write(`a new server with ${exposure}: ${seconds.toFixed(1)} s\n`);
      return seconds;
    };
    const tunnelSeconds = await born('tunnel');
    const gone = await lab.run(['destroy', '--yes']);
    if (gone.exitCode !== 0) throw new Error(`destroy ended with ${gone.exitCode}: ${gone.stderr.slice(-800)}`);
    const tlsSeconds = await born('tls');
    const firstByte = await measureFirstByte(server);
    server.configure({ exposure: 'mtls' }); // nothing is deployed: certificates are made on this machine
    const issued: number[] = [];
    for (let round = 0; round < 6; round++) {
      const words = ['device', 'issue', `bench-${round}`, '--output', join(lab.scratch, `bench-${round}.p12`)];
      const { exitCode, seconds, stderr } = await lab.run(words);
      if (exitCode !== 0) throw new Error(`device issue ended with ${exitCode}: ${stderr}`);
      if (round > 0) issued.push(seconds); // the first one makes the CA
    }
    return { tunnelSeconds, tlsSeconds, firstByte, issueSeconds: median(issued) };
  } finally {
    await lab.remove();
  }
}

async function measureFirstByte(server: PublicServer): Promise<ExposureFigures['firstByte']> {
  const program = readFileSync(join(import.meta.dirname, 'first-byte.py'), 'utf8');
  const argv = ['python3', '-c', program, NAME, server.address, String(defaults.port), String(ROUNDS)];
  const input = `${server.identity().authorization}\n`;
  const { exitCode, stdout, stderr } = await execIn('gateway', argv, { settings: server.lab.settings, input });
  if (exitCode !== 0) throw new Error(`measuring ended with ${exitCode}: ${stderr}`);
  const figures = JSON.parse(stdout) as Record<string, number[]>;
  const both = (what: string) => ({
    nginx: median(figures[`nginx, ${what}`] ?? []),
    gateway: median(figures[`gateway, ${what}`] ?? []),
  });
  return {
    'kept alive': both('kept alive'),
    'once connected': both('once connected'),
    'from nothing': both('from nothing'),
  };
}
