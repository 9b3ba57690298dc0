import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { style } from '../../report/html/_assets.ts';
import { html as markup } from '../../report/html/_markup.ts';
import { html } from '../../report/html.ts';
import { md } from '../../report/md.ts';
import { example, withResults } from './_example.ts';

const page = html(example);
const inside = (tag: string) =>
  [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, text = '']) => text);
const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

it('lets in exactly its own style and script', () => {
  const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page) ?? [];
  const [css = '', ...otherStyles] = inside('style');
  const [js = '', ...otherScripts] = inside('script');
  expect([otherStyles, otherScripts]).toEqual([[], []]);
  expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
    "default-src 'none'",
    `style-src ${sha256(css)}`,
    `script-src ${sha256(js)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});

it('loads nothing and runs nothing that came from a server', () => {
  const tags = new Set([...page.replace(style.text, '').matchAll(/<([a-z]\w*)/g)].map(([, tag]) => tag));
  for (const tag of ['img', 'link', 'iframe', 'object', 'embed', 'video', 'svg', 'base'])
    expect(tags).not.toContain(tag);
  expect(page).not.toMatch(/<[^>]*\s(on\w+|src|style|srcset)=/);
  expect([...page.matchAll(/href="([^"]*)"/g)].map(([, to]) => to)).toSatisfy((links: string[]) =>
    links.every((link) => /^(https?:\/\/|#)/.test(link)),
  );
  expect(style.text).not.toMatch(/url\(|@import/);
});

it.each([
  { when: 'text', made: markup`<p>${'<b>&"\''}</p>`, then: '<p>&lt;b&gt;&amp;&quot;&#39;</p>' },
  { when: 'markup', made: markup`<p>${markup`<b>x</b>`}</p>`, then: '<p><b>x</b></p>' },
  { when: 'a list of both', made: markup`${['<', markup`<br>`]}`, then: '&lt;<br>' },
  { when: 'nothing', made: markup`a${undefined}${false}${[]}b`, then: 'ab' },
  { when: 'zero', made: markup`${0}`, then: '0' },
  { when: 'what reorders text', made: markup`${'\u202e\u001b'}`, then: '\\u202e\\x1b' },
])('a template escapes: $when', ({ made, then }) => {
  expect(made.text).toBe(then);
});

describe('what is long is folded', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);
  const failing = (count: number) => html(withResults([{ status: 'fail', next: 'Look.', evidence: lines(count) }]));
  const doubtful = (count: number) =>
    withResults(lines(count).map((_, index) => ({ id: `ssh.n${index}`, status: 'cannot-tell', because: 'no answer' })));

  it('evidence of a failure, from 13 lines on', () => {
    expect(failing(12)).not.toContain('What was read:');
    expect(failing(13)).toContain('<details><summary>What was read: 13 lines</summary>\n<pre>line 1\n');
  });

  it('the controls that one reason left untold, from nine on, in Markdown too', () => {
    expect(html(doubtful(8))).not.toContain('Which 8 controls');
    expect(html(doubtful(9))).toContain('<details><summary>Which 9 controls</summary>');
    expect(md(doubtful(8))).not.toContain('<details>');
    expect(md(doubtful(9))).toContain('<details><summary>9 controls</summary>\n\n- ');
  });
});

describe('contrast, by WCAG 2.2', () => {
  /** The value of every `--name: #rrggbb` in one block of the style. */
  const palette = (block: string) =>
    Object.fromEntries([...block.matchAll(/--(\w+): (#[0-9a-f]{6});/g)].map(([, name, color]) => [name, color]));
  const [light = '', dark = '', paper = ''] = style.text.match(/:root \{[^}]*\}/g) ?? [];
  const palettes = { light: palette(light), dark: palette(dark), paper: palette(paper) };

  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one = '', other = '') => {
    const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };

  it('is measured as the standard measures it', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it.each(Object.entries(palettes))(
    '%s: text of every colour on every ground has 4.5, edges of fields 3',
    (name, colors) => {
      for (const ground of ['page', 'raised']) {
        for (const ink of ['text', 'quiet', 'link', 'fail', 'unsure', 'pass']) {
          expect(contrast(colors[ink], colors[ground]), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
        }
        if (name !== 'paper')
          expect(contrast(colors.edge, colors[ground]), `edge on ${ground}`).toBeGreaterThanOrEqual(3);
      }
    },
  );
});
