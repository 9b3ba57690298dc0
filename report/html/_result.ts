import type { ControlCard, Result } from '../report.ts';
import { html, type Markup } from './_markup.ts';

export const STATUS_WORDS: Readonly<Record<Result['status'], string>> = {
  fail: 'Fail',
  'cannot-tell': 'Cannot tell',
  suppressed: 'Suppressed',
  pass: 'Pass',
};

/** One control on one server: a line that opens. The script filters by the data attributes and by its text. */
export function resultRow(result: Result, card: ControlCard | undefined): Markup {
  const { id, status, title, severity, layer, next, because, references } = result;
  return html`<details class="result ${status}" data-status="${status}" data-severity="${severity}">
<summary><span class="status">${STATUS_WORDS[status]}</span> <span class="title">${title}</span> <code>${id}</code></summary>
<div class="body">
<p class="meta">Severity: ${severity}. Layer: ${layer}.</p>
${card && html`<p>${card.why}</p>\n`}${because && html`<p><strong>Because:</strong> ${because}</p>\n`}${next && html`<p><strong>Next:</strong> ${next}</p>\n`}${evidenceBlock(result)}${references.length > 0 && html`<p class="references">${references.map(reference)}</p>\n`}</div>
</details>
`;
}

/** What was read, line by line. */
export function evidenceBlock({ evidence }: Result): Markup | undefined {
  return evidence.length === 0 ? undefined : html`<pre>${evidence.join('\n')}</pre>\n`;
}

/** Only what is plainly a web address becomes a link. */
const reference = (text: string): Markup =>
  /^https?:\/\//.test(text)
    ? html`<a href="${text}" rel="noreferrer">${text.replace(/^https?:\/\/(www\.)?/, '')}</a> `
    : html`<span>${text}</span> `;
