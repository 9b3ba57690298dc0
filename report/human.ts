import pc from 'picocolors';
import { printable } from '../policy/printable.ts';
import { plural, totals } from './_totals.ts';
import type { Report, Result, ServerReport } from './report.ts';

type Colors = ReturnType<typeof pc.createColors>;

const MARKS = { pass: '✔', fail: '✖', 'cannot-tell': '?', suppressed: '–' } as const;

/** The report for people. Evidence is shown where something needs a decision; `evidence: true` shows all of it. */
export function human(report: Report, options: { readonly color?: boolean; readonly evidence?: boolean } = {}): string {
  const colors = pc.createColors(options.color ?? false);
  const blocks = report.servers.map((server) => serverBlock(server, colors, options.evidence ?? false));
  return `${[...blocks, verdictLine(report, colors)].join('\n\n')}\n`;
}

function serverBlock(server: ServerReport, colors: Colors, evidence: boolean): string {
  const head = `${colors.bold(printable(server.name))}  ${printable(server.address)}  ${printable(server.image)}  ${colors.dim(`facts in ${server.gatherMs} ms`)}`;
  const width = Math.max(0, ...server.results.map((result) => result.title.length));
  const lines: string[] = [head];
  let area = '';
  for (const result of server.results) {
    const its = result.id.slice(0, result.id.indexOf('.'));
    if (its !== area) lines.push('', `  ${colors.bold(its)}`);
    area = its;
    lines.push(...resultLines(result, width, colors, evidence));
  }
  return lines.join('\n');
}

function resultLines(result: Result, width: number, colors: Colors, evidence: boolean): string[] {
  const paint = { pass: colors.green, fail: colors.red, 'cannot-tell': colors.yellow, suppressed: colors.dim }[
    result.status
  ];
  const grade = result.status === 'fail' ? `  ${result.severity}` : '';
  const lines = [
    `    ${paint(MARKS[result.status])} ${result.title.padEnd(width)}  ${colors.dim(result.id)}${paint(grade)}`,
  ];
  if (evidence || result.status === 'fail' || result.status === 'suppressed') {
    lines.push(...result.evidence.map((line) => `        ${indented(line)}`));
  }
  if (result.because) lines.push(`        Because: ${indented(result.because)}`);
  if (result.next) lines.push(`        Next: ${indented(result.next)}`);
  return lines;
}

/** Every line of it stays below its control: what a server says must not pass for a line of the report. */
const indented = (text: string) => printable(text).replaceAll('\n', '\n          ');

function verdictLine(report: Report, colors: Colors): string {
  const total = totals(report);
  const servers = plural(report.servers.length, 'server');
  const paint = total.fail > 0 ? colors.red : total.cannotTell > 0 ? colors.yellow : colors.green;
  return paint(
    `${servers}: ${total.pass} pass, ${total.fail} fail, ${total.cannotTell} cannot tell, ${total.suppressed} suppressed` +
      ` in ${(report.durationMs / 1000).toFixed(1)} s (exit ${report.exitCode})`,
  );
}
