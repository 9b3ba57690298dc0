import { plural } from '../_totals.ts';
import type { Report, Result } from '../report.ts';
import { type Doubt, doubts, type Task, tasks, withStatus } from '../to-do.ts';
import { html, type Markup } from './_markup.ts';
import { evidenceBlock } from './_result.ts';

/** What fails, the worst first, each with its next step on each server. */
export function toDo(report: Report): Markup | undefined {
  const found = tasks(report);
  if (found.length === 0) return undefined;
  return html`<section aria-labelledby="first">
<h2 id="first">What to do first</h2>
<ol class="cards">
${found.map(taskCard)}</ol>
</section>`;
}

function taskCard({ id, title, severity, why, places }: Task): Markup {
  return html`<li class="card ${severity}">
<h3>${title}</h3>
<p class="meta"><span class="severity ${severity}">${severity}</span> <code>${id}</code></p>
<p>${why}</p>
${places.map(
  ({ server, result }) => html`<div class="place">
<p><strong>On ${server}:</strong> ${result.next}</p>
${shortEvidence(result)}</div>
`,
)}</li>
`;
}

/** A long one is folded: the next failure should be in sight. */
function shortEvidence(result: Result): Markup | undefined {
  const lines = result.evidence.join('\n').split('\n').length;
  const block = evidenceBlock(result);
  return lines > 12 ? html`<details><summary>What was read: ${lines} lines</summary>\n${block}</details>\n` : block;
}

/** What nobody could see, by reason. */
export function untold(report: Report): Markup | undefined {
  const found = doubts(report);
  if (found.length === 0) return undefined;
  return html`<section aria-labelledby="untold">
<h2 id="untold">What could not be told</h2>
<ul class="cards">
${found.map(doubtCard)}</ul>
</section>`;
}

function doubtCard({ server, because, results }: Doubt): Markup {
  const list = html`<ul class="names">
${results.map(({ id, title }) => html`<li>${title} <code>${id}</code></li>\n`)}</ul>
`;
  const many = plural(results.length, 'control');
  return html`<li class="card">
<h3>${many} on ${server}</h3>
<p><strong>Because:</strong> ${because}</p>
${results.length > 8 ? html`<details><summary>Which ${many}</summary>\n${list}</details>\n` : list}</li>
`;
}

/** What fails with the operator's consent, and until when. */
export function suppressed({ servers }: Report): Markup | undefined {
  const found = servers.flatMap((server) => withStatus(server, 'suppressed').map((result) => ({ server, result })));
  if (found.length === 0) return undefined;
  return html`<section aria-labelledby="suppressed">
<h2 id="suppressed">Suppressed</h2>
<ul class="cards">
${found.map(
  ({ server, result }) => html`<li class="card suppressed">
<h3>${result.title}</h3>
<p class="meta"><span class="severity ${result.severity}">${result.severity}</span> <code>${result.id}</code></p>
<p><strong>On ${server.name}:</strong> ${result.because}</p>
</li>
`,
)}</ul>
</section>`;
}
