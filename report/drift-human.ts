import pc from 'picocolors';
import type { Change } from '../drift/changes.ts';
import type { Finding, Unseen } from '../drift/finding.ts';
import type { DriftReport, ServerDrift } from '../drift/report.ts';
import { printable } from '../policy/printable.ts';

type Colors = ReturnType<typeof pc.createColors>;

const WHERE = { cloud: 'in the cloud', host: 'on the server', outside: 'from outside' } as const;

/** Drift for people: what, how it should be, how it is, since when, and what heals it. */
export function driftHuman(report: DriftReport, { color = false }: { readonly color?: boolean } = {}): string {
  const colors = pc.createColors(color);
  return `${[...report.servers.map((server) => serverBlock(server, colors)), lastLine(report, colors)].join('\n\n')}\n`;
}

function serverBlock({ name, drift, unseen, changes }: ServerDrift, colors: Colors): string {
  const lines = [colors.bold(printable(name ?? 'the project'))];
  for (const where of ['cloud', 'host', 'outside'] as const) {
    const here = drift.filter((finding) => finding.where === where);
    const hidden = unseen.filter((entry) => entry.where === where);
    if (here.length + hidden.length === 0) continue;
    lines.push('', `  ${colors.bold(WHERE[where])}`);
    for (const finding of here) lines.push(...findingLines(finding, colors));
    for (const same of byReason(hidden)) lines.push(...unseenLines(same, colors));
  }
  if (drift.length + unseen.length === 0) lines.push(`  ${colors.green('✔')} as declared`);
  if (changes) lines.push('', ...changeLines(changes.since, changes.changes, colors));
  return lines.join('\n');
}

function findingLines({ what, wanted, observed, severity, since, heal }: Finding, colors: Colors): string[] {
  return [
    `    ${colors.red('✖')} ${printable(what)}  ${colors.red(severity)}`,
    `        wanted: ${printable(wanted)}`,
    `        is:     ${printable(observed)}`,
    ...(since ? [`        since:  between ${since.after} and ${since.seen}`] : []),
    ...(heal ? [`        heal:   ${printable(heal)}`] : []),
  ];
}

/** One cause hides many things, and a control puts the name of its fact in front of it. */
function byReason(unseen: readonly Unseen[]): (readonly Unseen[])[] {
  const groups = Map.groupBy(unseen, ({ because }) => because.replace(/^\w+: /, ''));
  return [...groups.values()];
}

const NAMED = 3;

function unseenLines(same: readonly Unseen[], colors: Colors): string[] {
  const names = same.slice(0, NAMED).map(({ what }) => printable(what));
  const more = same.length - names.length;
  return [
    `    ${colors.yellow('?')} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    `        could not be compared: ${printable(same[0]?.because.replace(/^\w+: /, '') ?? '')}`,
  ];
}

function changeLines(since: string, changes: readonly Change[], colors: Colors): string[] {
  if (changes.length === 0) return [`  nothing changed since ${since}`];
  const line = ({ fact, path, before, after }: Change) =>
    `    ${before === undefined ? colors.green('+') : after === undefined ? colors.red('-') : colors.yellow('~')} ` +
    `${fact}${path ? ` ${printable(path)}` : ''}: ${[before, after]
      .filter((text) => text !== undefined)
      .map(printable)
      .join(' → ')}`;
  return [`  ${colors.bold(`changed since ${since}`)}`, ...changes.map(line)];
}

function lastLine({ servers, exitCode }: DriftReport, colors: Colors): string {
  const drifted = servers.reduce((sum, { drift }) => sum + drift.length, 0);
  const unseen = servers.reduce((sum, entry) => sum + entry.unseen.length, 0);
  const paint = drifted > 0 ? colors.red : unseen > 0 ? colors.yellow : colors.green;
  const count = drifted === 0 ? 'no drift' : drifted === 1 ? '1 difference' : `${drifted} differences`;
  return paint(`${count}${unseen > 0 ? `, ${unseen} could not be compared` : ''} (exit ${exitCode})`);
}
