import { expect, it } from 'vitest';
import control from '../../../controls/proxy/connections-limited.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredTls, mainWith, proxyConfig, siteWith } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const LIMIT = 'limit_conn clients 40;';
const ZONE = 'limit_conn_zone $client zone=clients';
const HEADER = 'client_header_timeout 10s;';

it.each<Row>([
  { when: 'it is configured as wanted', facts: { proxyConfig: read(proxyConfig()) }, then: 'pass' },
  { when: 'fewer are allowed', facts: siteWith(LIMIT, 'limit_conn clients 4;'), then: 'pass' },
  {
    when: 'it is counted by the bare address',
    facts: mainWith(ZONE, ZONE.replace('$client', '$binary_remote_addr')),
    then: 'pass',
  },
  { when: 'the site limits nothing', facts: siteWith(LIMIT, ''), then: 'fail' },
  { when: 'a crowd is allowed', facts: siteWith(LIMIT, 'limit_conn clients 4000;'), then: 'fail' },
  { when: 'it is only counted', facts: siteWith(LIMIT, `${LIMIT} limit_conn_dry_run on;`), then: 'fail' },
  { when: 'the zone does not exist', facts: siteWith(LIMIT, 'limit_conn others 40;'), then: 'fail' },
  {
    when: 'it is counted by what the client says',
    facts: mainWith(ZONE, ZONE.replace('$client', '$http_user_agent')),
    then: 'fail',
  },
  {
    when: 'one location has a limit of its own, which replaces the good one',
    facts: siteWith('location = / {', 'location = / { limit_conn clients 9999;'),
    then: 'fail',
  },
  { when: 'a client may take its time to ask', facts: mainWith(HEADER, 'client_header_timeout 5m;'), then: 'fail' },
  { when: 'how long is left to nginx, a minute', facts: mainWith(HEADER, ''), then: 'fail' },
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
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
