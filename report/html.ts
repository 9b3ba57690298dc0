import { plural, verdict } from './_totals.ts';
import { script, style } from './html/_assets.ts';
import { everyControl } from './html/_every-control.ts';
import { Markup, html as markup } from './html/_markup.ts';
import { suppressed, toDo, untold } from './html/_to-do.ts';
import type { Report, ServerReport } from './report.ts';

/**
 * One page that stands alone: no request leaves it, and its policy lets in its own style and script and nothing else. Without
 * the script everything is there but the filter.
 */
export function html(report: Report): string {
  const sentence = verdict(report);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${sentence} ${day(report.startedAt)}</title>
<style>${new Markup(style.text)}</style>
</head>
<body>
<a class="skip" href="#controls">Skip to every control</a>
<header>
<p class="kicker">Hardening report</p>
<h1>${sentence}</h1>
<p class="meta">${about(report)}</p>
</header>
<main>
${servers(report)}
${toDo(report)}
${untold(report)}
${suppressed(report)}
${everyControl(report)}
</main>
<footer>
<p>Judged at the time above from what the servers said; the page does not look again. What could not be seen is never shown as passed.</p>
</footer>
<script>${new Markup(script.text)}</script>
</body>
</html>
`.text;
}

const policy = [
  "default-src 'none'",
  `style-src '${style.hash}'`,
  `script-src '${script.hash}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

function about({ startedAt, durationMs, tool, exitCode }: Report): Markup {
  const took = `${(durationMs / 1000).toFixed(1)} s`;
  return markup`<time datetime="${startedAt}">${day(startedAt)} ${startedAt.slice(11, 16)} UTC</time> · ${took} · ${tool.name} ${tool.version} · exit&nbsp;${exitCode}`;
}

const day = (startedAt: string) => startedAt.slice(0, 10);

function servers({ servers }: Report): Markup {
  return markup`<section aria-labelledby="servers">
<h2 id="servers">${plural(servers.length, 'server')}</h2>
<table>
<thead><tr><th scope="col">Server</th><th scope="col">Fail</th><th scope="col">Cannot tell</th><th scope="col">Suppressed</th><th scope="col">Pass</th></tr></thead>
<tbody>
${servers.map(serverRow)}</tbody>
</table>
</section>`;
}

function serverRow({ name, address, image, summary }: ServerReport): Markup {
  const count = (status: string, value: number) =>
    markup`<td class="count ${value === 0 ? 'none' : status}">${value}</td>`;
  return markup`<tr><th scope="row">${name} <span class="where">${address} <span>${image}</span></span></th>${count('fail', summary.fail)}${count('cannot-tell', summary.cannotTell)}${count('suppressed', summary.suppressed)}${count('pass', summary.pass)}</tr>
`;
}
