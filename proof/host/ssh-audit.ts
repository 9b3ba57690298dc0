import { z } from 'zod';
import type { Output } from '../judge.ts';
import type { OutsideJudge } from './judge.ts';

const Note = z.object({ algorithm: z.string().optional() }).loose();
const Notes = z.object({ fail: z.array(z.string()).optional(), warn: z.array(z.string()).optional() }).loose();
const Algorithm = Note.extend({ notes: Notes.optional() });
const Scan = z.looseObject({
  banner: z.looseObject({ software: z.string().nullable() }),
  ...Object.fromEntries(['kex', 'key', 'enc', 'mac'].map((list) => [list, z.array(Algorithm)])),
});

/** ssh2, under this kit's own transport, knows no exchange that a quantum computer could not undo: the default keeps these. */
const accepted: Readonly<Record<string, string>> = {
  'curve25519-sha256': 'The last resort for clients without a post-quantum exchange, this kit’s own among them.',
  'curve25519-sha256@libssh.org': 'The same under its older name.',
};

const version = { argv: ['ssh-audit', '--help'], pattern: /ssh-audit(?:\.py)? v?(\d[\w.-]*)/ };
const target = (port: number, [address = '']: readonly string[]) => ['-p', `${port}`, address];

/** Every algorithm that sshd offers, each with what is known against it. */
export const sshAudit: OutsideJudge = {
  ...{ id: 'ssh-audit', tool: 'ssh-audit', place: 'outside', limitSeconds: 60, version },
  asks: 'every algorithm that sshd offers',
  argv: ({ sshPort, addresses }) => ['ssh-audit', '--json', '--skip-rate-test', ...target(sshPort, addresses)],
  read: ({ stdout }: Output) => {
    const scan = Scan.parse(JSON.parse(stdout)) as Record<string, unknown>;
    const notes = ['kex', 'key', 'enc', 'mac'].flatMap((list) =>
      z
        .array(Algorithm)
        .parse(scan[list])
        .flatMap(({ algorithm = '?', notes: { fail = [], warn = [] } = {} }) => [
          ...fail.map((text) => ({ grade: 'fail', algorithm, text })),
          ...warn.map((text) => ({ grade: 'warn', algorithm, text })),
        ]),
    );
    const count = (grade: string) => notes.filter((note) => note.grade === grade).length;
    const words = ({ grade, algorithm, text }: (typeof notes)[number]) => `${grade} ${algorithm}: ${text}`;
    return {
      summary: `${count('fail')} fail, ${count('warn')} warn`,
      findings: notes.filter(({ grade, algorithm }) => grade === 'fail' || !accepted[algorithm]).map(words),
      accepted: notes
        .filter(({ grade, algorithm }) => grade === 'warn' && accepted[algorithm])
        .map((note) => `${words(note)}. ${accepted[note.algorithm]}`),
    };
  },
};
