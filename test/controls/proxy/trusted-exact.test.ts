import { expect, it } from 'vitest';
import control from '../../../controls/proxy/trusted-exact.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredTls, proxyConfig, siteWith } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { settings } from '../_openclaw.ts';

const TRUSTED = 'gateway.trustedProxies';
const BIND = 'proxy_bind 127.0.0.2;';
const site = { proxyConfig: read(proxyConfig()) };
const trusted = (value?: unknown) => ({ openclawSettings: read(settings(TRUSTED, value)) });
const nginxOnly = trusted(['127.0.0.2']);
const realIp = settings(TRUSTED, ['127.0.0.2']) as { gateway: Record<string, unknown> };

it.each<Row>([
  { when: 'it is nginx alone', facts: { ...nginxOnly, ...site }, then: 'pass' },
  { when: 'all of loopback is believed', facts: { ...trusted(['127.0.0.0/8']), ...site }, then: 'fail' },
  { when: 'the tunnel is believed as well', facts: { ...trusted(['127.0.0.2', '127.0.0.1']), ...site }, then: 'fail' },
  { when: 'nobody is believed', facts: { ...trusted([]), ...site }, then: 'fail' },
  { when: 'it is not said who is believed', facts: { ...trusted(), ...site }, then: 'fail' },
  {
    when: 'X-Real-IP is believed as well',
    facts: {
      openclawSettings: read({ ...realIp, gateway: { ...realIp.gateway, allowRealIpFallback: true } }),
      ...site,
    },
    then: 'fail',
  },
  {
    when: 'nginx comes from where the tunnel does',
    facts: { ...nginxOnly, ...siteWith(BIND, 'proxy_bind 127.0.0.1;') },
    then: 'fail',
  },
  { when: 'nginx comes from anywhere', facts: { ...nginxOnly, ...siteWith(BIND, '') }, then: 'fail' },
  {
    when: 'one location comes from elsewhere',
    facts: { ...nginxOnly, ...siteWith('location = / {', 'location = / { proxy_bind off;') },
    then: 'fail',
  },
  {
    when: 'the site is not switched on',
    facts: { ...nginxOnly, proxyConfig: read({ ...proxyConfig(), directives: [] }) },
    then: 'cannot-tell',
  },
  { when: 'OpenClaw’s config cannot be read', facts: { ...site, openclawSettings: unreadable() }, then: 'cannot-tell' },
  {
    when: 'nginx’s configuration cannot be read',
    facts: { ...nginxOnly, proxyConfig: unreadable() },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
