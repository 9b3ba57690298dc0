import { printable } from '../policy/printable.ts';
import { plural, totals, verdict } from './_totals.ts';
import { escapeHtml } from './html/_markup.ts';
import type { Report, Result, ServerReport } from './report.ts';
import { doubts, tasks, withStatus } from './to-do.ts';

/**
 * GitHub-flavoured Markdown, for an issue or a merge request: what fails with its next step, what could not be told, what
 * is suppressed, and folded away what passes. What a server says stands in code, where it cannot format, link or ping.
 */
export function md(report: Report): string {
  return `${[
    `# Hardening report: ${verdict(report)}`,
    about(report),
    serverTable(report),
    ...failures(report),
    ...unknowns(report),
    ...suppressions(report),
    ...report.servers.flatMap(passes),
  ].join('\n\n')}\n`;
}

function about({ tool, startedAt, durationMs, exitCode }: Report): string {
  return `${tool.name} ${tool.version}, ${startedAt}, ${(durationMs / 1000).toFixed(1)} s, exit ${exitCode}.`;
}

function serverTable(report: Report): string {
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  const { pass, fail, cannotTell, suppressed } = totals(report);
  return [
    row(['server', 'address', 'image', 'fail', 'cannot tell', 'suppressed', 'pass']),
    row(['---', '---', '---', '--:', '--:', '--:', '--:']),
    ...report.servers.map(({ name, address, image, summary }) =>
      row([
        prose(name),
        cell(address),
        cell(image),
        summary.fail,
        summary.cannotTell,
        summary.suppressed,
        summary.pass,
      ]),
    ),
    ...(report.servers.length > 1 ? [row(['all', '', '', fail, cannotTell, suppressed, pass])] : []),
  ].join('\n');
}

function failures(report: Report): readonly string[] {
  const found = tasks(report);
  if (found.length === 0) return [];
  return [
    '## What to do first',
    ...found.flatMap(({ id, title, severity, why, places }) => [
      `### ${severity}: ${prose(title)} (\`${id}\`)`,
      prose(why),
      ...places.flatMap(({ server, result }) => [
        `On **${prose(server)}**: ${prose(result.next ?? '')}`,
        ...(result.evidence.length > 0 ? [block(result.evidence)] : []),
      ]),
    ]),
  ];
}

function unknowns(report: Report): readonly string[] {
  const found = doubts(report);
  if (found.length === 0) return [];
  return [
    '## What could not be told',
    ...found.flatMap(({ server, because, results }) => [
      `On **${prose(server)}**, because:`,
      block([because]),
      ...list(results, plural(results.length, 'control')),
    ]),
  ];
}

function suppressions({ servers }: Report): readonly string[] {
  const found = servers.flatMap((server) => withStatus(server, 'suppressed').map((result) => ({ server, result })));
  if (found.length === 0) return [];
  return [
    '## Suppressed',
    found
      .map(
        ({ server, result }) =>
          `- ${prose(result.title)} (\`${result.id}\`) on **${prose(server.name)}**: ${prose(result.because ?? '')}`,
      )
      .join('\n'),
  ];
}

function passes(server: ServerReport): readonly string[] {
  const found = withStatus(server, 'pass');
  if (found.length === 0) return [];
  return list(found, `${plural(found.length, 'control')} passed on ${server.name}`, 0);
}

/** Folded under its summary when it is long. */
function list(results: readonly Result[], summary: string, atMost = 8): readonly string[] {
  const lines = results.map(({ id, title }) => `- ${prose(title)} (\`${id}\`)`).join('\n');
  if (results.length <= atMost) return [lines];
  return [`<details><summary>${escapeHtml(summary)}</summary>`, lines, '</details>'];
}

/** A fence longer than any in the text: no line of it can end the block. */
function block(lines: readonly string[]): string {
  const text = lines.map(printable).join('\n');
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}

/** One cell of a table, as code; a bar would end the cell even there. */
const cell = (text: string) => `\`${printable(text).replace(/[`|\n]/g, "'")}\``;

/**
 * A sentence that formats nothing. `@name` and `#1` become code at their sign: GitHub looks for them in rendered text, where a
 * backslash is gone. A bare address is not made a link.
 */
const prose = (text: string) =>
  printable(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|~&]/g, '\\$&')
    .replaceAll('://', ':\\//')
    .replace(/[@#](?=\w)/g, '`$&`');
