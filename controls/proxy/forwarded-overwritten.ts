import { FORGED_ADDRESS } from '../../facts/outside-web.ts';
import { gatewayUnit } from '../../openclaw/paths.ts';
import { isExposed } from '../_exposed.ts';
import { defineControl, fail, pass } from '../control.ts';
import { judgePassages } from './_judge-passages.ts';
import type { Passage } from './_passages.ts';

/** Headers that say for whom a proxy speaks, and what may stand in them: nothing, or what nginx itself knows. */
const OWN: Readonly<Record<string, RegExp>> = {
  'x-forwarded-for': /^\$remote_addr$/,
  'x-real-ip': /^(\$remote_addr)?$/,
  'x-forwarded-proto': /^(https|\$scheme)$/,
  'x-forwarded-host': /^[a-z0-9.-]*$/,
  forwarded: /^$/,
};

export default defineControl({
  id: 'proxy.forwarded-overwritten',
  layer: 'communication',
  severity: 'high',
  title: 'What a client says about where it comes from reaches nobody',
  failureTitle: 'A client can say where it comes from, and is believed',
  why: 'The gateway believes its proxy about addresses: who may choose one is never locked out, or is somebody on loopback.',
  references: ['RFC 7239, 8', 'https://docs.openclaw.ai/gateway/security', 'CWE-348'],
  appliesTo: isExposed,
  needs: ['proxyConfig', 'proxyProcesses', 'gatewayClients'],
  check({ proxyConfig, proxyProcesses: { processes }, gatewayClients }) {
    const verdict = judgePassages(proxyConfig, forged, "each such header is nginx's own", NEXT);
    // Each verification lies to nginx about where it comes from. What was believed before nginx took up what runs now is over.
    const workers = processes.filter(({ role }) => role === 'worker').map(({ startedAt }) => startedAt);
    const since = gatewayClients.filter(({ at }) => workers.length > 0 && at > Math.max(...workers));
    const lines = since.map(({ peer, forwardedFor }) => `journalctl -u ${gatewayUnit}: ${peer} for ${forwardedFor}`);
    const believed = lines.filter((line) => line.includes(FORGED_ADDRESS));
    if (believed.length > 0) return fail([`a verification said it comes from ${FORGED_ADDRESS}`, ...believed], NEXT);
    return verdict.status === 'pass' ? pass([...verdict.evidence, ...new Set(lines)]) : verdict;
  },
});

const NEXT = 'Set them as in /etc/nginx/sclerite-site.conf, or: ./sclerite converge';

function forged(passage: Passage): string | undefined {
  const passesAll = (passage.effective('proxy_pass_request_headers')[0]?.[0] ?? 'on') !== 'off';
  const set = new Map(
    passage.effective('proxy_set_header').map(([name = '', value = '']) => [name.toLowerCase(), value]),
  );
  const wrong = Object.entries(OWN).flatMap(([name, good]) => {
    const value = set.get(name);
    if (value === undefined) return passesAll || name === 'x-forwarded-for' ? [`${name} is not set`] : [];
    return good.test(value) ? [] : [`${name} is ${value}`];
  });
  return wrong.length > 0 ? wrong.join('; ') : undefined;
}
