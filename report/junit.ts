import { xmlAttribute, xmlText } from './_xml.ts';
import type { Report, Result, ServerReport, Summary } from './report.ts';

/**
 * JUnit XML in the dialect that Jenkins, GitLab and GitHub's reporters share: a suite a server, a case a control.
 *
 * - fail: `<failure>`
 * - cannot-tell: `<error>`, which turns a gate red as a failure does. `<skipped>` would be shown as fine, and nobody looked.
 * - suppressed: `<skipped>`, with the reason and the end date
 * - pass: an empty case, its evidence in `<system-out>`
 *
 * A case is named by the control's id, so that its history goes on when a title is reworded. The time of one control is
 * not known, all facts come in one answer: the suite has it, the cases have 0.
 */
export function junit(report: Report): string {
  // Jenkins' schema has no count of the skipped here.
  const { skipped: _, ...total } = counts(report.servers.map(({ summary }) => summary));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: report.tool.name, ...total, time: seconds(report.durationMs) })}>`,
    ...report.servers.flatMap((server) => suite(server, report)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(server: ServerReport, { startedAt, tool }: Report): readonly string[] {
  const { name, address, image, gatherMs, summary, results } = server;
  const head = attributes({
    name,
    ...counts([summary]),
    time: seconds(gatherMs),
    // The schemas allow neither a fraction nor a zone; it is UTC.
    timestamp: startedAt.replace(/(\.\d+)?Z$/, ''),
    hostname: address,
  });
  const properties = { image, tool: `${tool.name} ${tool.version}` };
  return [
    `  <testsuite ${head}>`,
    '    <properties>',
    ...Object.entries(properties).map(([key, value]) => `      <property ${attributes({ name: key, value })}/>`),
    '    </properties>',
    ...results.flatMap((result) => testCase(server, result)),
    '  </testsuite>',
  ];
}

/** `classname` is `<server>.<area>`: Jenkins makes a package of what stands before the last dot. */
function testCase(server: ServerReport, result: Result): readonly string[] {
  const area = result.id.slice(0, result.id.indexOf('.'));
  const head = attributes({ classname: `${server.name}.${area}`, name: result.id, time: seconds(0) });
  const outcome = outcomeOf(result);
  return outcome === '' ? [`    <testcase ${head}/>`] : [`    <testcase ${head}>`, outcome, '    </testcase>'];
}

function outcomeOf({ status, title, severity, evidence, next, because = '' }: Result): string {
  const read = evidence.join('\n');
  const body = [read, next && `Next: ${next}`].filter(Boolean).join('\n');
  switch (status) {
    case 'fail':
      return `      <failure ${attributes({ message: title, type: severity })}>${xmlText(body)}</failure>`;
    case 'cannot-tell':
      return `      <error ${attributes({ message: because, type: 'cannot-tell' })}>${xmlText(title)}</error>`;
    case 'suppressed':
      return [
        `      <skipped ${attributes({ message: because })}/>`,
        `      <system-out>${xmlText([title, body].join('\n'))}</system-out>`,
      ].join('\n');
    case 'pass':
      return read === '' ? '' : `      <system-out>${xmlText(read)}</system-out>`;
  }
}

function counts(summaries: readonly Summary[]) {
  const sum = (count: (summary: Summary) => number) =>
    String(summaries.reduce((total, summary) => total + count(summary), 0));
  return {
    tests: sum(({ pass, fail, cannotTell, suppressed }) => pass + fail + cannotTell + suppressed),
    failures: sum(({ fail }) => fail),
    errors: sum(({ cannotTell }) => cannotTell),
    skipped: sum(({ suppressed }) => suppressed),
  };
}

const seconds = (ms: number) => (ms / 1000).toFixed(3);

const attributes = (pairs: Readonly<Record<string, string>>) =>
  Object.entries(pairs)
    .map(([name, value]) => `${name}="${xmlAttribute(value)}"`)
    .join(' ');
