import { expect, it } from 'vitest';
import control from '../../../controls/proxy/requests-limited.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredTls, mainWith, proxyConfig, siteWith } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const LIMIT = 'limit_req zone=requests burst=40 nodelay;';
const ZONE = 'limit_req_zone $client zone=requests:10m rate=10r/s;';

it.each<Row>([
  { when: 'it is configured as wanted', facts: { proxyConfig: read(proxyConfig()) }, then: 'pass' },
  { when: 'it is stricter', facts: mainWith(ZONE, ZONE.replace('10r/s', '1r/s')), then: 'pass' },
  { when: 'the site limits nothing', facts: siteWith(LIMIT, ''), then: 'fail' },
  { when: 'the rate is none', facts: mainWith(ZONE, ZONE.replace('10r/s', '10000r/s')), then: 'fail' },
  { when: 'the burst is none', facts: siteWith(LIMIT, LIMIT.replace('40', '100000')), then: 'fail' },
  { when: 'it is only counted', facts: siteWith(LIMIT, `${LIMIT} limit_req_dry_run on;`), then: 'fail' },
  { when: 'the zone does not exist', facts: siteWith(LIMIT, LIMIT.replace('requests', 'others')), then: 'fail' },
  {
    when: 'it is counted by what the client says',
    facts: mainWith(ZONE, ZONE.replace('$client', '$http_user_agent')),
    then: 'fail',
  },
  {
    when: 'the client’s address is made of what the client says',
    facts: mainWith('map $remote_addr $client', 'map $http_x_forwarded_for $client'),
    then: 'fail',
  },
  {
    when: 'a second way to the gateway has a limit of its own, which replaces the good one',
    facts: siteWith('location = / {', `location = / { ${LIMIT.replace('40', '100000')}`),
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
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
