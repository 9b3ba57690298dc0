import { LIMITS } from '../../proxy/nginx.ts';
import { isExposed } from '../_exposed.ts';
import { defineControl } from '../control.ts';
import { judgePassages } from './_judge-passages.ts';
import { isByClient, zonesOf } from './_limits.ts';

/** nginx waits a minute for a request's first line unless told otherwise; a slow client lives on that. */
const LONGEST_SECONDS = 15;

export default defineControl({
  id: 'proxy.connections-limited',
  layer: 'communication',
  severity: 'medium',
  title: 'One client can hold only so many connections, and none without asking',
  failureTitle: 'One client can hold as many connections as it likes',
  why: 'A thousand connections that each send a byte now and then cost an attacker nothing and everybody else the server.',
  references: ['https://nginx.org/en/docs/http/ngx_http_limit_conn_module.html', 'CVE-2007-6750', 'CWE-400'],
  appliesTo: isExposed,
  needs: ['proxyConfig'],
  check({ proxyConfig }) {
    const zones = zonesOf(proxyConfig, 'limit_conn_zone');
    return judgePassages(
      proxyConfig,
      (passage) => {
        const limits = passage.effective('limit_conn');
        const isLimited = limits.some(([name = '', most]) => {
          const zone = zones.get(name);
          return zone && isByClient(zone, proxyConfig) && Number(most) <= LIMITS.connections;
        });
        const dry = passage.effective('limit_conn_dry_run')[0]?.[0] === 'on';
        if (!isLimited || dry) return `limit_conn ${limits.map((words) => words.join(' ')).join('; ') || '(none)'}`;
        const [header] = passage.effective('client_header_timeout')[0] ?? [];
        const seconds = Number(/^(\d+)s?$/.exec(header ?? '60s')?.[1] ?? Number.POSITIVE_INFINITY);
        return seconds <= LONGEST_SECONDS ? undefined : `client_header_timeout ${header ?? '60s (not set)'}`;
      },
      `at most ${LIMITS.connections} at once from one client, and each must ask within ${LONGEST_SECONDS} s`,
      'Set limit_conn and client_header_timeout as in /etc/nginx, or: ./sclerite converge',
    );
  },
});
