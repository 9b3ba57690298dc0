import type { ConfigProblem } from './problem.ts';

const WHERE =
  'make one in the Hetzner Cloud Console (your project → Security → API tokens), then: export HCLOUD_TOKEN=…';

/** What is wrong with HCLOUD_TOKEN, without ever showing it; undefined: it has the shape of one. */
export function checkToken(value: string | undefined): ConfigProblem | undefined {
  const path = 'HCLOUD_TOKEN';
  if (value === undefined || value === '') return { path, rule: 'is not set, and Hetzner wants a token.', next: WHERE };
  if (/^[A-Za-z0-9]{64}$/.test(value)) return undefined;
  if (/^[A-Za-z0-9]{64}$/.test(value.trim())) {
    return { path, rule: 'has a space or a line break around it.', next: 'set it again without' };
  }
  return {
    path,
    rule: `is not 64 letters and digits; it has ${value.length} characters.`,
    next: `copy it again, or ${WHERE}`,
  };
}
