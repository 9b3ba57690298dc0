import type { Report, Summary } from './report.ts';

/** All servers of a run together. */
export const totals = ({ servers }: Report): Summary =>
  servers.reduce<Summary>(
    (sum, { summary }) => ({
      pass: sum.pass + summary.pass,
      fail: sum.fail + summary.fail,
      cannotTell: sum.cannotTell + summary.cannotTell,
      suppressed: sum.suppressed + summary.suppressed,
    }),
    { pass: 0, fail: 0, cannotTell: 0, suppressed: 0 },
  );

/** `1 server`, `3 servers`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The whole run in one sentence, the worst first; nothing is called well that was not looked at. */
export function verdict(report: Report): string {
  const { pass, fail, cannotTell, suppressed } = totals(report);
  const on = report.servers.length === 1 ? '' : ` on ${plural(report.servers.length, 'server')}`;
  const isAll = pass > 0 && fail + cannotTell + suppressed === 0;
  if (isAll)
    return on === '' && pass === 1
      ? 'The one control passes.'
      : `All${on === '' ? ` ${pass}` : ''} controls pass${on}.`;
  const parts = [
    fail > 0 && plural(fail, 'failure'),
    cannotTell > 0 && `${cannotTell} could not be told`,
    suppressed > 0 && `${suppressed} suppressed`,
    fail + cannotTell === 0 && pass > 0 && `${pass} pass`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'Nothing was judged.' : `${parts.join(', ')}${on}.`;
}
