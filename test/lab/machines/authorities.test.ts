import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

import { addedAuthorities, parseBundle } from '../../../lab/machines/authorities.ts';

/** A throwaway self-signed certificate. */
function certificate(name: string): string {
  return execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
      ...['-subj', `/CN=${name}`, '-keyout', '/dev/null'],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' },
  );
}

const [company, retired, common] = ['company', 'retired', 'common'].map(certificate) as [string, string, string];

describe('addedAuthorities', () => {
  it('finds what was added to the host, and nothing that a distribution ships', () => {
    expect(addedAuthorities(common + retired + company, common + retired, common)).toEqual([company]);
  });
  it('needs nothing when the image trusts it all', () => expect(addedAuthorities(common, '', common)).toEqual([]));
  it('needs nothing when the host trusts nothing', () => expect(addedAuthorities('', '', common)).toEqual([]));
});

it('reads a bundle with comments in it', () => {
  expect([...parseBundle(`# one\n${company}\n# two\n${common}`).values()]).toEqual([company, common]);
});
