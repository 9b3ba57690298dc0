import { defineControl, fail, pass } from '../control.ts';

/**
 * Findings that are exactly what another control of ours judges: they are its to report, so that one mistake is one red line.
 * A finding that is not here counts, also one that a later OpenClaw invents.
 */
export const coveredBy: Readonly<Record<string, string>> = {
  'browser.control_no_auth': 'openclaw.browser-off',
  'discovery.mdns_full_mode': 'openclaw.phone-home-off',
  'fs.config.perms_group_readable': 'gateway.config-private',
  'fs.config.perms_world_readable': 'gateway.config-private',
  'fs.config.perms_writable': 'gateway.config-private',
  'fs.state_dir.perms_group_writable': 'gateway.state-private',
  'fs.state_dir.perms_readable': 'gateway.state-private',
  'fs.state_dir.perms_world_writable': 'gateway.state-private',
  'gateway.auth_no_rate_limit': 'openclaw.guessing-limited',
  'gateway.bind_no_auth': 'openclaw.token-required',
  'gateway.control_ui.allowed_origins_required': 'openclaw.control-ui-off',
  'gateway.control_ui.allowed_origins_wildcard': 'openclaw.control-ui-off',
  'gateway.http.no_auth': 'openclaw.token-required',
  'gateway.loopback_no_auth': 'openclaw.token-required',
  'gateway.tailscale_funnel': 'openclaw.binds-loopback',
  // It speaks of proxies in front of the web interface, and is silent while that is off.
  'gateway.trusted_proxies_missing': 'openclaw.control-ui-off',
  'plugins.allow_phantom_entries': 'openclaw.plugins-declared',
  'security.trust_model.multi_user_heuristic': 'openclaw.channels-closed',
  'tools.exec.security_full_configured': 'openclaw.exec-denied',
};

export default defineControl({
  id: 'openclaw.audit-clean',
  layer: 'application',
  severity: 'high',
  title: "OpenClaw's own security audit finds nothing more",
  failureTitle: "OpenClaw's own security audit finds something",
  why: 'Its authors know traps of their own making. The audit ends with 0 whatever it finds, so somebody has to read it.',
  references: ['https://docs.openclaw.ai/gateway/security/audit-checks'],
  needs: ['openclawAudit'],
  check({ openclawAudit }) {
    const isCovered = ({ checkId }: { readonly checkId: string }) => Object.hasOwn(coveredBy, checkId);
    const open = openclawAudit.filter((finding) => !isCovered(finding));
    const evidence = [
      ...open.map(({ checkId, severity, title }) => `openclaw security audit: ${severity} ${checkId}: ${title}`),
      ...openclawAudit
        .filter(isCovered)
        .map(({ checkId }) => `openclaw security audit: ${checkId} is judged by ${coveredBy[checkId]}`),
    ];
    if (open.length > 0) {
      return fail(
        evidence,
        'Read its advice: sudo -u openclaw … openclaw security audit (the command is in openclaw/cli.ts)',
      );
    }
    return pass(['openclaw security audit: 0 critical, 0 warn that no other control judges', ...evidence]);
  },
});
