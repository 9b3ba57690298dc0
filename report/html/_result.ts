import type { ControlCard, Result } from '../report.ts';
import { html, type Markup } from './_markup.ts';

export const STATUS_WORDS: Readonly<Record<Result['status'], string>> = {
  fail: 'Fail',
  'cannot-tell': 'Cannot tell',
  suppressed: 'Suppressed',
  pass: 'Pass',
};

/** One control on one server: a line that opens. The script filters by the data attributes and by its text. */
export function resultRow(result: Result, card: ControlCard | undefined, server: string): Markup {
  const { id, status, title, severity, layer, next, because, references } = result;
  return html`<details class="result ${status}" data-status="${status}" data-severity="${severity}">
<summary><span class="status">${STATUS_WORDS[status]}</span> <span class="title">${title}</span> <code>${id}</code></summary>
<div class="body">
<p class="meta">Severity: ${severity}. Layer: ${layer}.</p>
${card && html`<p>${card.why}</p>\n`}${because && html`<p><strong>Because:</strong> ${because}</p>\n`}${next && html`<p><strong>Next:</strong> ${next}</p>\n`}${evidenceBlock(result, server)}${references.length > 0 && html`<p class="references">${references.map(reference)}</p>\n`}</div>
</details>
`;
}

/** What was read, line by line; a long one scrolls, so it can be reached by the keyboard. */
export function evidenceBlock({ id, evidence }: Result, server: string): Markup | undefined {
  if (evidence.length === 0) return undefined;
  return html`<pre tabindex="0" role="region" aria-label="What was read on ${server} for ${id}">${evidence.join('\n')}</pre>
`;
}

/** Only what is plainly a web address becomes a link. */
const reference = (text: string): Markup =>
  /^https?:\/\//.test(text)
    ? html`<a href="${text}" rel="noreferrer">${text.replace(/^https?:\/\/(www\.)?/, '')}</a> `
    : html`<span>${text}</span> `;
