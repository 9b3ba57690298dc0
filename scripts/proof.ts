import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defineCommand } from 'citty';
import { hetznerApi } from '../edges/hetzner.ts';
import { createProgress } from '../edges/progress.ts';
import { findIdentity } from '../edges/ssh-identity.ts';
import packageJson from '../package.json' with { type: 'json' };
import type { HostSubject } from '../proof/host/judge.ts';
import { hostProofOf } from '../proof/host/proof-of.ts';
import type { Judged } from '../proof/judge.ts';
import { carryOver } from '../proof/kept.ts';
import { proofPage } from '../proof/page.ts';
import { proofOf } from '../proof/proof-of.ts';
import { ensureJudges } from '../proof/tools.ts';
import { realEyes } from '../verify/eyes.ts';
import type { Target } from '../verify/target.ts';
import { targetOf } from '../verify/targets.ts';
import { adminLink } from './_admin-link.ts';
import { openContext } from './_context.ts';

export default defineCommand({
  meta: { name: 'proof', description: 'Let programs that nobody here wrote judge the servers' },
  args: {
    servers: { type: 'positional', required: false, description: 'Servers to judge (default: all)' },
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
    output: { type: 'string', valueHint: 'FILE', description: 'Where the page goes', default: 'docs/proof.md' },
    load: { type: 'boolean', description: 'Also 10,000 connections and slow clients (two minutes)' },
  },
  async run({ args }) {
    const { config, state, servers: chosen } = await openContext({ config: args.config, servers: args._ });
    const targets = chosen.map((server) => targetOf(config, state, server));
    const eyes = realEyes(await findIdentity(config.operators), hetznerApi(process.env));
    const progress = createProgress({ label: 'proof' });
    const path = await ensureJudges(process.env.SCLERITE_CACHE ?? '/var/cache/sclerite', (text) => progress.step(text));
    const work = mkdtempSync(join(tmpdir(), 'sclerite-proof-'));
    const servers: { name: string; what: string; judged: readonly Judged[] }[] = [];
    try {
      for (const target of targets) {
        const { server, exposure } = target.declared;
        const folder = join(work, server);
        mkdirSync(folder, { mode: 0o700 });
        const judged: Judged[] = [];
        if (exposure) {
          judged.push(
            ...(await proofOf(target, { eyes, state, folder, path, progress, withLoad: args.load === true })),
          );
        }
        const link = await adminLink(config, state, target);
        try {
          judged.push(...(await hostProofOf(hostSubject(target), { link, folder, path, progress })));
        } finally {
          await link.close();
        }
        servers.push({ name: server, what: inWords(target), judged });
      }
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
    const file = resolve(args.output);
    const day = new Date().toISOString().slice(0, 10);
    const page = proofPage({ day, kit: packageJson.version, servers });
    writeFileSync(file, existsSync(file) ? carryOver(readFileSync(file, 'utf8'), page) : page);
    progress.end(`written to ${file}`);
    const outcomes = servers.flatMap(({ judged }) => judged.map(({ outcome }) => outcome));
    return outcomes.includes('findings') ? 2 : outcomes.includes('did-not-judge') ? 3 : 0;
  },
});

function hostSubject({ declared, address, otherAddress }: Target): HostSubject {
  return {
    name: declared.server,
    addresses: [address, ...(otherAddress === undefined ? [] : [otherAddress])],
    sshPort: 22,
    openTcp: { ipv4: openTo(declared, '.'), ipv6: openTo(declared, ':') },
  };
}

function inWords({ declared: { exposure }, image }: Target): string {
  return `${exposure ? `exposure ${exposure.kind}, Mozilla ${exposure.profile}` : 'exposure tunnel'}, ${image}`;
}

/** Ports with at least one source of that family; the cloud firewall lets nobody else in. */
const openTo = ({ ingress }: Target['declared'], sign: '.' | ':'): number[] =>
  ingress.flatMap(({ protocol, port, sources }) =>
    protocol === 'tcp' && sources.some((source) => source.includes(sign)) ? [port] : [],
  );
