import { setting } from '../../facts/openclaw-settings.ts';
import { PROXY_ADDRESS } from '../../openclaw/config.ts';
import { isExposed } from '../_exposed.ts';
import { defineControl, fail, pass } from '../control.ts';
import { evidenceOf } from '../openclaw/_settings.ts';
import { judgePassages } from './_judge-passages.ts';

const PATH = 'gateway.trustedProxies';

export default defineControl({
  id: 'proxy.trusted-exact',
  layer: 'communication',
  severity: 'high',
  title: 'The gateway believes nginx about its clients, and nobody else',
  failureTitle: 'The gateway believes somebody else than nginx, or not even nginx',
  why: 'Who is believed may speak for any address. A whole network, or all of loopback, is a crowd.',
  references: ['https://docs.openclaw.ai/gateway/trusted-proxy-auth', 'CWE-348'],
  appliesTo: isExposed,
  needs: ['openclawSettings', 'proxyConfig'],
  check({ openclawSettings, proxyConfig }) {
    const evidence = [evidenceOf(openclawSettings, PATH), evidenceOf(openclawSettings, 'gateway.allowRealIpFallback')];
    const isExact =
      JSON.stringify(setting(openclawSettings, PATH)) === JSON.stringify([PROXY_ADDRESS]) &&
      (setting(openclawSettings, 'gateway.allowRealIpFallback') ?? false) === false;
    if (!isExact)
      return fail(
        evidence,
        `Wanted: ["${PROXY_ADDRESS}"] and false. Run ./sclerite converge: it writes the config anew`,
      );
    const verdict = judgePassages(
      proxyConfig,
      (passage) => {
        const [from] = passage.effective('proxy_bind')[0] ?? [];
        return from === PROXY_ADDRESS ? undefined : `it speaks to the gateway from ${from ?? 'any address'}`;
      },
      `it speaks to the gateway from ${PROXY_ADDRESS}`,
      'Set proxy_bind as in /etc/nginx/sclerite-site.conf, or: ./sclerite converge',
    );
    return verdict.status === 'pass' ? pass([...evidence, ...verdict.evidence]) : verdict;
  },
});
