import { expect, it } from 'vitest';
import control from '../../../controls/proxy/forwarded-overwritten.ts';
import type { FactResults } from '../../../facts/index.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredTls, proxyConfig, siteWith } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { LOADED_AT, master, worker } from './_processes.ts';

/** A gateway that nobody has visited yet. */
const quiet: FactResults = {
  proxyProcesses: read({ processes: [master, worker], changedAt: {} }),
  gatewayClients: read([]),
};
const saw = (forwardedFor: string, at = worker.startedAt + 60): FactResults => ({
  proxyConfig: read(proxyConfig()),
  gatewayClients: read([{ at, peer: '127.0.0.2', forwardedFor }]),
});

const FOR = 'proxy_set_header X-Forwarded-For $remote_addr;';

it.each<Row>([
  { when: 'it is configured as wanted', facts: { proxyConfig: read(proxyConfig()) }, then: 'pass' },
  {
    when: 'what the client sent is kept in front',
    facts: siteWith(FOR, 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;'),
    then: 'fail',
  },
  {
    when: 'what the client sent is all',
    facts: siteWith(FOR, FOR.replace('$remote_addr', '$http_x_forwarded_for')),
    then: 'fail',
  },
  { when: 'the gateway is not told the address', facts: siteWith(FOR, ''), then: 'fail' },
  {
    when: 'the host is what the client says',
    facts: siteWith('X-Forwarded-Host gateway.example.com', 'X-Forwarded-Host $http_host'),
    then: 'fail',
  },
  { when: 'Forwarded goes through', facts: siteWith('Forwarded "";', 'Forwarded $http_forwarded;'), then: 'fail' },
  {
    when: 'all of the client’s headers go through, and one is not replaced',
    facts: siteWith(/proxy_pass_request_headers off;|proxy_set_header X-Real-IP \$remote_addr;/, ''),
    then: 'fail',
  },
  {
    when: 'none of the client’s headers goes through, so one that is not set is not there',
    facts: siteWith('proxy_set_header X-Real-IP $remote_addr;', ''),
    then: 'pass',
  },
  {
    when: 'one location sets a header of its own, which drops all the others',
    facts: siteWith('location = / {', 'location = / { proxy_set_header Host gateway.example.com;'),
    then: 'fail',
  },
  {
    when: 'nginx reads something else as well',
    facts: { proxyConfig: read({ ...proxyConfig(), unread: ['/etc/nginx/conf.d/*.conf'] }) },
    then: 'cannot-tell',
  },
  {
    when: 'the site is not switched on',
    facts: { proxyConfig: read({ ...proxyConfig(), directives: [] }) },
    then: 'cannot-tell',
  },
  { when: 'the configuration could not be read', facts: { proxyConfig: unreadable() }, then: 'cannot-tell' },
  { when: 'the gateway saw the true address', facts: saw('192.0.2.200'), then: 'pass' },
  { when: 'the gateway saw the forged one', facts: saw('192.0.2.66'), then: 'fail' },
  { when: 'the gateway saw both', facts: saw('192.0.2.66, 192.0.2.200'), then: 'fail' },
  {
    when: 'it saw the forged one before nginx was loaded anew',
    facts: saw('192.0.2.66', LOADED_AT - 60),
    then: 'pass',
  },
  {
    when: "the gateway's log could not be read",
    facts: { proxyConfig: read(proxyConfig()), gatewayClients: unreadable() },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, { ...quiet, ...facts } as FactResults, declaredTls).status).toBe(then);
});
