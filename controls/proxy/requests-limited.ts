import { LIMITS } from '../../proxy/nginx.ts';
import { isExposed } from '../_exposed.ts';
import { defineControl } from '../control.ts';
import { judgePassages } from './_judge-passages.ts';
import { isByClient, option, zonesOf } from './_limits.ts';

const MOST = LIMITS.files;

export default defineControl({
  id: 'proxy.requests-limited',
  layer: 'communication',
  severity: 'medium',
  title: 'One client can ask only so often',
  failureTitle: 'One client can ask as often as it likes',
  why: 'Without it, guessing and flooding cost nothing, and one machine keeps a small server busy.',
  references: ['https://nginx.org/en/docs/http/ngx_http_limit_req_module.html', 'CWE-770'],
  appliesTo: isExposed,
  needs: ['proxyConfig'],
  check({ proxyConfig }) {
    const zones = zonesOf(proxyConfig, 'limit_req_zone');
    return judgePassages(
      proxyConfig,
      (passage) => {
        const limits = passage.effective('limit_req');
        const dry = passage.effective('limit_req_dry_run')[0]?.[0] === 'on';
        const good = limits.some((words) => {
          const zone = zones.get(option(words, 'zone') ?? '');
          const perSecond = Number(
            /^(\d+)r\/s$/.exec(option(zone ?? [], 'rate') ?? '')?.[1] ?? Number.POSITIVE_INFINITY,
          );
          const burst = Number(option(words, 'burst') ?? 0);
          return zone && isByClient(zone, proxyConfig) && perSecond <= MOST.perSecond && burst <= MOST.burst;
        });
        return good && !dry ? undefined : `limit_req ${limits.map((words) => words.join(' ')).join('; ') || '(none)'}`;
      },
      `at most ${MOST.perSecond} requests a second from one client, ${MOST.burst} at once`,
      'Set limit_req as in /etc/nginx/sclerite-site.conf, or: ./sclerite converge',
    );
  },
});
