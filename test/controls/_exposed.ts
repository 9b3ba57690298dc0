import { parseNginx } from '../../facts/_nginx.ts';
import type { FactResults } from '../../facts/index.ts';
import type { HelloAnswer, OutsideWeb, WebAnswer } from '../../facts/outside-web.ts';
import type { ProxyConfig } from '../../facts/proxy-config.ts';
import type { Declared, PublicExposure } from '../../policy/declared.ts';
import { HSTS, nginxConf, siteConf } from '../../proxy/nginx.ts';
import { nginxConf as nginxPath, siteLink } from '../../proxy/paths.ts';
import { intermediate, JUDGED_AT, leaf, revocationList } from './_certificates.ts';
import { read } from './_facts.ts';
import { declared as hardened } from './_hardened.ts';

const ADDRESS = '192.0.2.10';
export const NAME = 'gateway.example.com';

const exposure: PublicExposure = {
  kind: 'tls',
  name: NAME,
  authority: { directory: 'https://ca.example.com/directory', caa: 'ca.example.com' },
  challenge: 'http-01',
  profile: 'intermediate',
  account: 'https://ca.example.com/account/1',
};

/** What was declared for a server with a public name. */
export const declaredAs = (change: Partial<PublicExposure> = {}): Declared => ({
  ...hardened,
  exposure: { ...exposure, ...change },
});
export const declaredTls: Declared = declaredAs();
export const declaredMtls: Declared = declaredAs({ kind: 'mtls', devices: { ca: '(unused)', crl: revocationList } });

const refused = (offered: string, detail = 'alert protocol_version'): HelloAnswer => ({
  offered,
  answer: 'refused',
  detail,
});
const accepted = (offered: string, detail = 'chosen'): HelloAnswer => ({ offered, answer: 'accepted', detail });
export const hello = {
  refused,
  accepted,
  silent: (offered: string): HelloAnswer => ({ offered, answer: 'silent', detail: '' }),
};

const headers = {
  server: 'nginx',
  'strict-transport-security': HSTS,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};
export const answer = (status: number, more: Readonly<Record<string, string>> = {}, asked = 'GET /'): WebAnswer => ({
  asked,
  status,
  headers: { ...headers, ...more },
});
export const noAnswer: WebAnswer = { asked: 'GET /', because: 'socket hang up' };
const bare = (status: number, more: Readonly<Record<string, string>> = {}): WebAnswer => ({
  asked: 'GET /',
  status,
  headers: { server: 'nginx', ...more },
});

/** What the web sees of a server that is as wanted (`tls`). */
export const web: OutsideWeb = {
  at: JUDGED_AT,
  address: ADDRESS,
  name: NAME,
  handshake: { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', certificate: leaf },
  chain: [leaf, intermediate],
  hellos: {
    tls10: refused('TLS 1.0'),
    tls11: refused('TLS 1.1'),
    tls12: accepted('TLS 1.2'),
    tls13: accepted('TLS 1.3'),
    oldCiphers: refused('old ciphers over TLS 1.2', 'alert handshake_failure'),
    unknownName: refused('an unknown name', 'alert unrecognized_name'),
    noName: refused('no name', 'alert unrecognized_name'),
  },
  plain: bare(308, { location: `https://${NAME}/` }),
  plainUnknownName: noAnswer,
  anonymous: answer(401),
  anonymousSocket: answer(401),
  known: {
    socket: bare(101, { upgrade: 'websocket' }),
    forbidden: [answer(404, {}, 'GET /readyz'), answer(404, {}, 'GET /v1/models')],
  },
};

/** The same of one that asks for a device's certificate. */
export const mtlsWeb: OutsideWeb = {
  ...web,
  anonymous: answer(400),
  anonymousSocket: answer(400),
  stranger: answer(400),
  revoked: answer(400),
};

export const seen = (change: Partial<OutsideWeb> = {}): FactResults => ({ outsideWeb: read({ ...web, ...change }) });
export const handshake = (change: Partial<NonNullable<OutsideWeb['handshake']>>): FactResults =>
  seen({ handshake: { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', certificate: leaf, ...change } });

/** The view of a server that serves nothing yet: every handshake is refused. */
export function unserved(): FactResults {
  const { handshake: _, ...rest } = web;
  const nothing = { tls12: refused('TLS 1.2'), tls13: refused('TLS 1.3') };
  const value: OutsideWeb = {
    ...rest,
    because: 'alert unrecognized_name',
    chain: [],
    anonymous: noAnswer,
    anonymousSocket: noAnswer,
    hellos: { ...web.hellos, ...nothing },
  };
  return { outsideWeb: read(value) };
}

/** nginx's configuration as our own texts make it, changed as text. */
export function proxyConfig(
  change: (texts: { readonly main: string; readonly site: string }) => { main: string; site: string } = (texts) =>
    texts,
  declared: Declared = declaredTls,
): ProxyConfig {
  if (declared.exposure === undefined) throw new Error('not exposed');
  const input = { exposure: declared.exposure, port: declared.openclaw.port, controlUi: declared.openclaw.controlUi };
  const { main, site } = change({ main: nginxConf(input), site: siteConf(input) });
  const inHttp = parseNginx(site, siteLink);
  const directives = parseNginx(main, nginxPath).map((directive) =>
    directive.name === 'http' && directive.block
      ? { ...directive, block: [...directive.block.filter(({ name }) => name !== 'include'), ...inHttp] }
      : directive,
  );
  return { directives, files: [nginxPath, siteLink], unread: [] };
}

/** The configuration with one text of the site replaced. @throws Error when it is not in it: a row that changes nothing lies */
export const siteWith = (from: string | RegExp, to: string): FactResults => ({
  proxyConfig: read(
    proxyConfig(({ main, site }) => {
      const changed = site.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to);
      if (changed === site) throw new Error(`the site has no ${from}`);
      return { main, site: changed };
    }),
  ),
});

/** The same in nginx.conf. */
export const mainWith = (from: string, to: string): FactResults => ({
  proxyConfig: read(
    proxyConfig(({ main, site }) => {
      const changed = main.replaceAll(from, to);
      if (changed === main) throw new Error(`nginx.conf has no ${from}`);
      return { main: changed, site };
    }),
  ),
});
