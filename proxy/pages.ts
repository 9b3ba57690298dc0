import { pageDirectory } from './paths.ts';

/** A refusal as a person sees it: no version, no address, nothing that tells an attacker more than the status does. */
export interface RefusalPage {
  /** File name below {@link pageDirectory}. */
  readonly file: string;
  /** nginx's codes that show it. */
  readonly codes: readonly number[];
  /** What the browser is told instead. */
  readonly status?: number;
  readonly title: string;
  readonly text: string;
}

export const refusalPages: readonly RefusalPage[] = [
  {
    file: 'password.html',
    codes: [401],
    title: 'A name and a password are needed',
    text: 'The name is <code>openclaw</code>. Whoever runs this server has the password. Reload this page to be asked again.',
  },
  {
    file: 'no-device.html',
    codes: [496],
    status: 400,
    title: 'This device has no certificate',
    text: 'This server lets in devices with a certificate of its own. Ask whoever runs it for one, install it, close the browser and come back.',
  },
  {
    file: 'device-refused.html',
    codes: [495],
    status: 400,
    title: 'The certificate of this device was refused',
    text: 'It has expired, was revoked, or is from somewhere else. Ask whoever runs this server for a new one.',
  },
  {
    file: 'refused.html',
    codes: [403, 405],
    status: 403,
    title: 'Not allowed',
    text: 'This server does not allow that.',
  },
  {
    file: 'not-found.html',
    codes: [404],
    title: 'There is nothing here',
    text: 'Check the address for a mistake.',
  },
  {
    file: 'too-many.html',
    codes: [429],
    title: 'Too many requests',
    text: 'Wait a minute, then try again.',
  },
  {
    file: 'not-ready.html',
    codes: [500, 502, 503, 504],
    status: 502,
    title: 'The agent does not answer',
    text: 'It may be starting, which takes up to a minute. Try again then.',
  },
];

/** The pages need no script and nothing from elsewhere. */
export const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const pageFiles = (): readonly { readonly path: string; readonly content: string }[] =>
  refusalPages.map((page) => ({ path: `${pageDirectory}/${page.file}`, content: html(page) }));

const html = ({ title, text }: RefusalPage) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
:root { color-scheme: light dark; font: 17px/1.6 system-ui, sans-serif }
body { max-width: 30rem; margin: 14vh auto 3rem; padding: 0 1.5rem }
main { border-top: 4px solid #b4452f; padding-top: 1.5rem }
h1 { margin: 0 0 .75rem; font-size: 1.6rem; line-height: 1.25; text-wrap: balance }
p { margin: 0; text-wrap: pretty }
code { padding: .1em .35em; border-radius: .25em; background: #8883; font-size: .95em }
</style>
<main>
<h1>${title}</h1>
<p>${text}</p>
</main>
</html>
`;
