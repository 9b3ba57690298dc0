import type { FactId } from '../facts/index.ts';
import type { Difference } from './diff.ts';
import type { Wanted, WantedUnit } from './wanted.ts';

/** Facts that show what runs, not what lies on the disk, and the unit that brings the one to the other. */
const SHOWN_BY: Readonly<Partial<Record<FactId, string>>> = {
  fail2ban: 'fail2ban.service',
  kernelSettings: 'systemd-sysctl.service',
  nftRuleset: 'nftables.service',
  outsideSsh: 'ssh.service',
  sshdDaemon: 'ssh.service',
};

/** What of a control says which facts it judged by. */
export interface FailedControl {
  readonly id: string;
  readonly needs: readonly FactId[];
}

/** A unit that is to read its files again, because what runs is not what they say. */
export interface Reread {
  readonly unit: WantedUnit;
  /** The controls that say so. */
  readonly because: readonly string[];
}

/**
 * The host's files are as wanted and a control fails by what runs: rules that were flushed, a jail that was stopped, a kernel setting
 * that was written by hand. Pure.
 */
export function toReread(failed: readonly FailedControl[], wanted: Wanted): readonly Reread[] {
  return wanted.units
    .filter(({ active }) => active)
    .map((unit) => ({
      unit,
      because: failed.filter(({ needs }) => needs.some((fact) => SHOWN_BY[fact] === unit.name)).map(({ id }) => id),
    }))
    .filter(({ because }) => because.length > 0);
}

/** The same as differences: of the unit, and of what it reads, so that a guard keeps the live state of both. Pure. */
export function rereadDifferences(rereads: readonly Reread[]): readonly Difference[] {
  return rereads.flatMap(({ unit: { name, watches = [] }, because }) => [
    {
      kind: 'unit' as const,
      name,
      what: `what runs in ${name}`,
      wanted: 'as its files say',
      observed: `not so: ${because.join(', ')}`,
      isKnown: true,
    },
    ...watches.map((path) => ({
      kind: 'file' as const,
      name: path,
      what: `file ${path}`,
      wanted: 'read again',
      observed: 'as wanted on the disk',
      isKnown: true,
    })),
  ]);
}
