import type { Severity } from '../controls/control.ts';
import { printable } from '../policy/printable.ts';
import { jsonText } from './_json-text.ts';
import type { ControlCard, Report, Result, ServerReport } from './report.ts';

/** SARIF's level, and the number GitHub grades a security rule by: above 9 critical, from 7 high, from 4 medium, else low. */
const GRADES: Readonly<Record<Severity, { readonly level: 'error' | 'warning' | 'note'; readonly score: string }>> = {
  critical: { level: 'error', score: '9.5' },
  high: { level: 'error', score: '8.0' },
  medium: { level: 'warning', score: '5.5' },
  low: { level: 'note', score: '2.0' },
};

/**
 * SARIF 2.1.0 (OASIS standard with errata 01): one run, one rule a judged control, one result for everything that somebody
 * has to know.
 *
 * - fail: kind `fail`, level by severity
 * - cannot-tell: kind `open`, "insufficient information to decide"
 * - suppressed: kind `fail` with an accepted external suppression
 * - pass: a rule without a result. The standard has a kind for it, but GitHub makes an alert of every result.
 *
 * A server is no file, and GitHub refuses a result without one: its name stands in as a path, and as a logical location.
 */
export function sarif(report: Report): string {
  const ruleIndex = new Map(report.controls.map(({ id }, index) => [id, index]));
  return jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: report.tool.name, version: report.tool.version, rules: report.controls.map(rule) },
        },
        automationDetails: { id: `${report.tool.name}/verify/` },
        invocations: [invocation(report)],
        columnKind: 'utf16CodeUnits',
        results: report.servers.flatMap((server) =>
          server.results
            .filter(({ status }) => status !== 'pass')
            .map((result) => sarifResult(server, result, ruleIndex.get(result.id))),
        ),
      },
    ],
  });
}

function invocation({ startedAt, durationMs, exitCode }: Report) {
  const began = Date.parse(startedAt);
  return {
    executionSuccessful: exitCode !== 1,
    exitCode,
    ...(!Number.isNaN(began) && {
      startTimeUtc: new Date(began).toISOString(),
      endTimeUtc: new Date(began + durationMs).toISOString(),
    }),
  };
}

function rule({ id, title, why, severity, layer, references }: ControlCard) {
  const { level, score } = GRADES[severity];
  const links = references.filter(isLink);
  return {
    id,
    shortDescription: { text: message(title) },
    fullDescription: { text: message(why) },
    help: {
      text: message([`${title}.`, why, ...references].join('\n')),
      markdown: message(
        [`**${title}.**`, why, ...references.map((at) => `- ${isLink(at) ? `<${at}>` : at}`)].join('\n\n'),
      ),
    },
    ...(links[0] && { helpUri: links[0] }),
    defaultConfiguration: { level },
    properties: { tags: ['security', layer], 'security-severity': score },
  };
}

function sarifResult(server: ServerReport, result: Result, ruleIndex: number | undefined) {
  const { id, status, title, severity, evidence, next, because = '' } = result;
  const doubtful = status === 'cannot-tell';
  const said = doubtful ? `Cannot tell whether this holds: ${title}.` : `${title}.`;
  const lines = [`${server.name}: ${said}`, ...(because ? [`Because: ${because}`] : []), ...evidence];
  return {
    ruleId: id,
    ...(ruleIndex !== undefined && { ruleIndex }),
    kind: doubtful ? 'open' : 'fail',
    level: doubtful ? 'none' : GRADES[severity].level,
    message: { text: message([...lines, ...(next ? [`Next: ${next}`] : [])].join('\n')) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: encodeURIComponent(server.name) }, region: { startLine: 1 } },
        logicalLocations: [{ name: server.name, kind: 'resource' }],
      },
    ],
    // Without a fingerprint GitHub makes one from the file's lines, and there are none.
    partialFingerprints: { primaryLocationLineHash: `${server.name}/${id}:1` },
    ...(status === 'suppressed' && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: printable(because) }],
    }),
  };
}

/**
 * A message string: braces are doubled (2.1.0, 3.11.5), and text that would read as an embedded link (3.11.6) is broken, since
 * it may come from a server.
 */
const message = (text: string) => printable(text).replaceAll('{', '{{').replaceAll('}', '}}').replaceAll('](', '] (');

const isLink = (reference: string) => /^https?:\/\//.test(reference);
