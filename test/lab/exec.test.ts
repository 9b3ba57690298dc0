import { describe, expect, it } from 'vitest';
import { boundingSet } from '../../lab/exec.ts';

describe('capabilities of a command in a machine', () => {
  it('are those of its first process', () => {
    expect(boundingSet('Name:\tsystemd\nCapBnd:\t0000000000000005\nCapAmb:\t0\n')).toBe('-all,+cap_0,+cap_2');
    expect(boundingSet('CapBnd:\t8000000000000000\n')).toBe('-all,+cap_63');
    expect(boundingSet('CapBnd:\t0000000000000000\n')).toBe('-all');
  });

  it('are not guessed', () => {
    expect(() => boundingSet('Name:\tsystemd\n')).toThrow(/CapBnd/);
  });
});
