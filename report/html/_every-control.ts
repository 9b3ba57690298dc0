import { SEVERITIES } from '../../controls/control.ts';
import { totals } from '../_totals.ts';
import type { ControlCard, Report, Result, ServerReport } from '../report.ts';
import { html, type Markup } from './_markup.ts';
import { resultRow, STATUS_WORDS } from './_result.ts';

/** Every control on every server, by area, behind a search and a filter. */
export function everyControl(report: Report): Markup {
  const cards = new Map(report.controls.map((card) => [card.id, card]));
  return html`<section aria-labelledby="controls">
<h2 id="controls">Every control</h2>
${filter(report)}
${report.servers.map((server) => serverSection(server, cards))}</section>`;
}

/** Hidden until the script is there to act on it. */
function filter(report: Report): Markup {
  const { pass, fail, cannotTell, suppressed } = totals(report);
  const counts = { fail, 'cannot-tell': cannotTell, suppressed, pass };
  const statuses = Object.entries(counts) as [Result['status'], number][];
  return html`<form id="filter" role="search" aria-label="Controls" hidden>
<p><label for="words">Search titles, ids and evidence</label>
<input type="search" id="words" name="words" autocomplete="off" spellcheck="false"></p>
<p><label for="severity">Severity</label>
${select('severity', 'Any', [...SEVERITIES])}</p>
${
  report.servers.length > 1 &&
  html`<p><label for="server">Server</label>
${select(
  'server',
  'All',
  report.servers.map(({ name }) => name),
)}</p>
`
}<fieldset><legend>Show</legend>
${statuses.map(
  ([status, count]) =>
    html`<label class="${status}"><input type="checkbox" name="status" value="${status}" checked> ${STATUS_WORDS[status]} <span class="number">${count}</span></label>\n`,
)}</fieldset>
<p class="actions"><button type="button" id="open">Open all</button> <button type="reset">Reset</button></p>
<p class="shown"><output id="shown"></output></p>
</form>`;
}

const select = (name: string, none: string, options: readonly string[]): Markup =>
  html`<select id="${name}" name="${name}"><option value="">${none}</option>${options.map((option) => html`<option>${option}</option>`)}</select>`;

function serverSection(server: ServerReport, cards: ReadonlyMap<string, ControlCard>): Markup {
  const areas = Map.groupBy(server.results, ({ id }) => id.slice(0, id.indexOf('.')));
  const blocks = [...areas].map(
    ([area, results]) => html`<div class="area" data-group>
<h4>${area}</h4>
${results.map((result) => resultRow(result, cards.get(result.id)))}</div>
`,
  );
  return html`<div class="server" data-group data-server="${server.name}">
<h3>${server.name}</h3>
${blocks}</div>
`;
}
