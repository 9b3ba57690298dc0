import { gatewayUnit } from '../openclaw/paths.ts';
import type { Handover } from './context.ts';
import { applyWanted } from './steps/apply.ts';
import { judgeBaseline, keepBaseline, type Trust } from './steps/baseline.ts';
import { deliverAuthorities } from './steps/ca-certificates.ts';
import { awaitCloudInit } from './steps/cloud-init.ts';
import { deliverSecrets } from './steps/credentials.ts';
import { deliverDnsToken } from './steps/dns-token.ts';
import { firstContact } from './steps/first-contact.ts';
import { awaitGateway, startGateway } from './steps/gateway.ts';
import { handOverHostKeys } from './steps/host-keys.ts';
import { awaitInstall, beginInstall } from './steps/openclaw.ts';
import { clearProxySecrets, deliverProxySecrets, obtainCertificate } from './steps/proxy.ts';
import { awaitRecords } from './steps/records.ts';
import { closeRoot } from './steps/root-access.ts';
import { refreshSlowFacts } from './steps/slow-facts.ts';
import { handOverSudo } from './steps/sudo.ts';

/**
 * From a newborn server to a running, measured gateway. Every step looks at the machine and does what is left, so an
 * interrupted handover is finished by the next one, and one on a finished server changes nothing.
 *
 * The installation runs beside cloud-init; what makes first contact safe comes next, because until then the key alone is
 * root and the user data's host key counts.
 *
 * What guards the proxy is there before nginx is told of it, and is taken away after nginx has stopped; the site itself is
 * switched on last, on the server, once there is a certificate. A certificate that cannot be had is no failure.
 *
 * @param registry address of the npm registry that the server installs from
 */
export async function handOver(handover: Handover, registry: string | Promise<string>): Promise<void> {
  await firstContact(handover);
  const trust = await judgeBaseline(handover);
  await deliverAuthorities(handover);
  await beginInstall(handover, await registry);
  await handOverSudo(handover);
  await closeRoot(handover);
  await handOverHostKeys(handover);
  await awaitCloudInit(handover);
  const areSecretsNew = await deliverSecrets(handover);
  const isReleaseNew = await awaitInstall(handover, await registry);
  const wasStarted = await startGateway(handover, false);
  const done = await bringToWanted(handover, trust);
  const isFresh = wasStarted || done.includes(`restarted ${gatewayUnit}`);
  if (!isFresh && (areSecretsNew || isReleaseNew)) await startGateway(handover, true);
  await awaitRecords(handover);
  await obtainCertificate(handover);
  await awaitGateway(handover);
  await refreshSlowFacts(handover);
}

/** The host to its wanted state, with what guards the proxy before it and what is no longer needed after it. */
export async function bringToWanted(handover: Handover, trust?: Trust): Promise<readonly string[]> {
  const before = trust ?? (await judgeBaseline(handover));
  await deliverDnsToken(handover);
  await deliverProxySecrets(handover);
  const done = await applyWanted(handover).catch(async (error: unknown) => {
    // What was changed up to there is the deploy's own doing as well: the next one must not take it for an intruder's.
    if (before === 'kept') {
      await keepBaseline(handover, before).catch((also: unknown) =>
        handover.progress.warn(`the baseline could not be taken anew: ${also instanceof Error ? also.message : also}`),
      );
    }
    throw error;
  });
  await clearProxySecrets(handover);
  // Outside a handover nothing else was done: what was kept is still what there is.
  if (trust !== undefined || before === 'new' || done.length > 0) await keepBaseline(handover, before);
  return done;
}
