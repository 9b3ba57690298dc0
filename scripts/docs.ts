import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineCommand } from 'citty';
import type { Control } from '../controls/control.ts';
import { controls } from '../controls/index.ts';
import { facts } from '../facts/index.ts';
import type { Declared } from '../policy/declared.ts';

/** Where the page lies, and how to make it again. */
export const CONTROLS_PAGE = new URL('../docs/controls.md', import.meta.url);
export const HOW_TO_WRITE = 'node_modules/.bin/node scripts/docs.ts';

/** docs/controls.md: one section a control, area by area. Pure. */
export function controlsPage(all: readonly Control[]): string {
  const areas = [...new Set(all.map(areaOf))];
  const rows = areas.map((area) => {
    const own = all.filter((control) => areaOf(control) === area);
    return `| [${area}](#${area}) | ${own.length} | ${own.map(({ id }) => link(id)).join(', ')} |`;
  });
  return [
    '# Controls',
    '',
    `Written by \`${HOW_TO_WRITE}\` from the controls themselves: change those, not this page.`,
    '',
    'Each passes only when every clause of its claim was seen to hold, fails on one proof, and otherwise *cannot tell* and says why.',
    'What it needs are facts: `facts/` says how each is read and what it cannot see. Each has an act of vandalism in `test/sabotage/`',
    'that turns it, and no other, to fail.',
    '',
    '| area | controls | ids |',
    '| --- | --- | --- |',
    ...rows,
    '',
    ...areas.flatMap((area) => [
      `## ${area}`,
      '',
      ...all.filter((control) => areaOf(control) === area).flatMap(section),
    ]),
  ].join('\n');
}

const areaOf = ({ id }: Control) => id.slice(0, id.indexOf('.'));

/** GitHub's anchor of a heading: dots go. */
const link = (id: string) => `[${id.slice(id.indexOf('.') + 1)}](#${id.replace('.', '')})`;

function section(control: Control): string[] {
  const sources = control.needs.map((need) => `\`${need}\` (${facts[need].title})`);
  return [
    `### ${control.id}`,
    '',
    `**${control.title}.** If not: *${lowerFirst(control.failureTitle)}*.`,
    '',
    control.why,
    '',
    `- Severity: ${control.severity}. Layer: ${control.layer}. About ${whom(control)}.`,
    `- Seen in: ${sources.join(', ')}.`,
    `- References: ${control.references.map((reference) => (/^https?:/.test(reference) ? `<${reference}>` : reference)).join(', ')}.`,
    '',
  ];
}

/** A server as a control meets it, in what `appliesTo` looks at. */
const example = (kind: 'tunnel' | 'tls' | 'mtls', controlUi: boolean) =>
  ({
    openclaw: { controlUi },
    ...(kind !== 'tunnel' && {
      exposure: {
        kind,
        name: 'gateway.example.com',
        authority: { directory: 'https://ca.example.com/directory', caa: 'ca.example.com' },
        challenge: 'http-01',
        profile: 'intermediate',
      },
    }),
  }) as Declared;

/** `every server`, or ``servers with exposure `tls` or `mtls` ``. */
function whom({ appliesTo = () => true }: Control): string {
  const kinds = ['tunnel', 'tls', 'mtls'] as const;
  const fitting = kinds.filter((kind) => [true, false].some((controlUi) => appliesTo(example(kind, controlUi))));
  const pages = [true, false].filter((controlUi) => kinds.some((kind) => appliesTo(example(kind, controlUi))));
  const exposures = fitting.map((kind) => `\`${kind}\``).join(' or ');
  const servers = fitting.length === kinds.length ? 'every server' : `servers with exposure ${exposures}`;
  return pages.length === 2 ? servers : `${servers} with \`controlUi\` ${pages[0] ? 'on' : 'off'}`;
}

/** A name such as SSH or IPv6 keeps its capitals. */
const lowerFirst = (sentence: string) =>
  /^[A-Z][a-z ]/.test(sentence) && !/^(OpenClaw|Hetzner|Debian|Node)/.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;

export default defineCommand({
  meta: { name: 'docs', description: 'write docs/controls.md from the controls' },
  run: () => writeFileSync(CONTROLS_PAGE, controlsPage(controls)),
});

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(CONTROLS_PAGE, controlsPage(controls));
