import type { Finding, Judge, Output } from '../judge.ts';

/** Mistakes in nginx's configuration: the original, and the fork that is still worked on and asks for more. */
export const gixy: Judge = judgeOf('gixy', 'gixy', 'nginx configuration');
export const gixyNg: Judge = judgeOf('gixy-ng', 'gixy-ng', 'nginx configuration, with the newer checks');

function judgeOf(id: string, program: string, asks: string): Judge {
  return {
    id,
    tool: id,
    asks,
    argv: ({ nginxDump }) => [program, nginxDump],
    version: { argv: [program, '--version'], pattern: /Gixy v(\S+)/ },
    limitSeconds: 60,
    read,
  };
}

function read({ stdout }: Output): Finding {
  const counts = [...stdout.matchAll(/^\s+(Unspecified|Low|Medium|High): (\d+)$/gm)].map((match) => Number(match[2]));
  if (counts.length !== 4) throw new Error(`it printed no summary: ${stdout.trim().slice(-300)}`);
  const findings = stdout
    .split('>> Problem: ')
    .slice(1)
    .map((text) => {
      const [problem = ''] = text.split('\n', 1);
      const reason = /^Reason: (.*)$/m.exec(text)?.[1] ?? /^Description: (.*)$/m.exec(text)?.[1] ?? '';
      return `${/^Severity: (.*)$/m.exec(text)?.[1] ?? '?'} ${problem} ${reason}`.trim();
    });
  const total = counts.reduce((sum, count) => sum + count, 0);
  // Its summary counts, its list explains; the larger of both is the truth that hurts.
  if (findings.length < total) findings.push(`${total - findings.length} more in its summary`);
  return { summary: `${total} ${total === 1 ? 'issue' : 'issues'}`, findings };
}
