import { accounts } from './accounts.ts';
import { appArmor } from './app-armor.ts';
import { aptConfig } from './apt-config.ts';
import { aptUnsignedSources } from './apt-unsigned-sources.ts';
import { auditState } from './audit-state.ts';
import { authorizedKeys } from './authorized-keys.ts';
import { banners } from './banners.ts';
import { baseline } from './baseline.ts';
import { bootFiles } from './boot-files.ts';
import { certificateStatus } from './certificate-status.ts';
import { clockSync } from './clock-sync.ts';
import { cloudFirewalls } from './cloud-firewalls.ts';
import { cloudServer } from './cloud-server.ts';
import { container } from './container.ts';
import { coreLimit } from './core-limit.ts';
import { credentialKinds } from './credential-kinds.ts';
import { deviceRevocations } from './device-revocations.ts';
import type { Fact, FactResult } from './fact.ts';
import { fail2ban } from './fail2ban.ts';
import { foreignFiles } from './foreign-files.ts';
import { gatewayClients } from './gateway-clients.ts';
import { gatewayExposure } from './gateway-exposure.ts';
import { gatewayProcesses } from './gateway-processes.ts';
import { gatewayReadiness } from './gateway-readiness.ts';
import { gatewaySockets } from './gateway-sockets.ts';
import { gatewayUnit } from './gateway-unit.ts';
import { guardedPaths } from './guarded-paths.ts';
import { heldPackages } from './held-packages.ts';
import { hostFiles } from './host-files.ts';
import { hostKey } from './host-key.ts';
import { hostKeyFiles } from './host-key-files.ts';
import { journalFiles } from './journal-files.ts';
import { journalLimits } from './journal-limits.ts';
import { journalSecrets } from './journal-secrets.ts';
import { kernelModules } from './kernel-modules.ts';
import { kernelOrigin } from './kernel-origin.ts';
import { kernelSettings } from './kernel-settings.ts';
import { listeners } from './listeners.ts';
import { logFiles } from './log-files.ts';
import { loginDefs } from './login-defs.ts';
import { looseFiles } from './loose-files.ts';
import { mounts } from './mounts.ts';
import { nftOnDisk } from './nft-on-disk.ts';
import { nftRuleset } from './nft-ruleset.ts';
import { openclawAudit } from './openclaw-audit.ts';
import { openclawExecPolicy } from './openclaw-exec-policy.ts';
import { openclawPaths } from './openclaw-paths.ts';
import { openclawSecretsAudit } from './openclaw-secrets-audit.ts';
import { openclawSettings } from './openclaw-settings.ts';
import { openclawValidation } from './openclaw-validation.ts';
import { osRelease } from './os-release.ts';
import { outsideDns } from './outside-dns.ts';
import { outsidePorts } from './outside-ports.ts';
import { outsideSsh } from './outside-ssh.ts';
import { outsideWeb } from './outside-web.ts';
import { packageAudit } from './package-audit.ts';
import { packageChoice } from './package-choice.ts';
import { packageFiles } from './package-files.ts';
import { packages } from './packages.ts';
import { packetBans } from './packet-bans.ts';
import { pam } from './pam.ts';
import { pamStack } from './pam-stack.ts';
import { passwordRules } from './password-rules.ts';
import { preload } from './preload.ts';
import { proxyCertificate } from './proxy-certificate.ts';
import { proxyConfig } from './proxy-config.ts';
import { proxyKeys } from './proxy-keys.ts';
import { proxyProcesses } from './proxy-processes.ts';
import { releaseLink } from './release-link.ts';
import { releaseOwners } from './release-owners.ts';
import { releaseTree } from './release-tree.ts';
import { resolver } from './resolver.ts';
import { runningPrograms } from './running-programs.ts';
import { scheduleLists } from './schedule-lists.ts';
import { secondServices } from './second-services.ts';
import { secretTraces } from './secret-traces.ts';
import { shadow } from './shadow.ts';
import { shellProfiles } from './shell-profiles.ts';
import { sshdDaemon } from './sshd-daemon.ts';
import { sshdEffective } from './sshd-effective.ts';
import { sshdFiles } from './sshd-files.ts';
import { sshdForAdmin } from './sshd-for-admin.ts';
import { sshdForAuditor } from './sshd-for-auditor.ts';
import { sshdJournal } from './sshd-journal.ts';
import { sudoers } from './sudoers.ts';
import { unitChoice } from './unit-choice.ts';
import { unitExposures } from './unit-exposures.ts';
import { units } from './units.ts';
import { updateStamps } from './update-stamps.ts';
import { upgradeOrigins } from './upgrade-origins.ts';

/** Every fact, by the name that controls use in `needs`. One line each; the file name is the same in kebab-case. */
export const facts = {
  accounts,
  appArmor,
  aptConfig,
  aptUnsignedSources,
  auditState,
  authorizedKeys,
  banners,
  baseline,
  bootFiles,
  certificateStatus,
  clockSync,
  cloudFirewalls,
  cloudServer,
  container,
  coreLimit,
  credentialKinds,
  deviceRevocations,
  fail2ban,
  foreignFiles,
  gatewayClients,
  gatewayExposure,
  gatewayProcesses,
  gatewayReadiness,
  gatewaySockets,
  gatewayUnit,
  guardedPaths,
  heldPackages,
  hostFiles,
  hostKey,
  hostKeyFiles,
  journalFiles,
  journalLimits,
  journalSecrets,
  kernelModules,
  kernelOrigin,
  kernelSettings,
  listeners,
  logFiles,
  loginDefs,
  looseFiles,
  mounts,
  nftOnDisk,
  nftRuleset,
  openclawAudit,
  openclawExecPolicy,
  openclawPaths,
  openclawSecretsAudit,
  openclawSettings,
  openclawValidation,
  osRelease,
  outsideDns,
  outsidePorts,
  outsideSsh,
  outsideWeb,
  packageAudit,
  packageChoice,
  packageFiles,
  packages,
  packetBans,
  pam,
  pamStack,
  passwordRules,
  preload,
  proxyCertificate,
  proxyConfig,
  proxyKeys,
  proxyProcesses,
  releaseLink,
  releaseOwners,
  releaseTree,
  resolver,
  runningPrograms,
  scheduleLists,
  secondServices,
  secretTraces,
  shadow,
  shellProfiles,
  sshdDaemon,
  sshdEffective,
  sshdFiles,
  sshdForAdmin,
  sshdForAuditor,
  sshdJournal,
  sudoers,
  unitChoice,
  unitExposures,
  units,
  updateStamps,
  upgradeOrigins,
} as const;

export type FactId = keyof typeof facts;
export type FactValues = { readonly [Id in FactId]: (typeof facts)[Id] extends Fact<infer T> ? T : never };
/** What one server's facts came to. A fact nobody collected is absent. */
export type FactResults = { readonly [Id in FactId]?: FactResult<FactValues[Id]> };
