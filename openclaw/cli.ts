import * as paths from './paths.ts';
import { environment } from './unit.ts';

/** A command line for root on the server. `timeout` in seconds: three times the slowest run seen, so that load does not fail it. */
export interface CliCommand {
  readonly argv: readonly string[];
  readonly timeout: number;
}

/**
 * OpenClaw's command line as the gateway's own account, with the gateway's own environment: any other sees another state
 * directory and other secrets. From `/`, because it starts Node anew and that account cannot enter root's directory
 * ("spawn node EACCES"). Secrets come from the running gateway's files, so nothing is handed over here.
 */
function openclaw(...args: readonly string[]): readonly string[] {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [
    ...['/usr/bin/env', '--chdir=/', '/usr/sbin/runuser', '--user', paths.user, '--'],
    ...['/usr/bin/env', '--ignore-environment', ...variables, 'LANG=C.UTF-8', 'NO_COLOR=1'],
    ...[paths.node, paths.entry, ...args],
  ];
}

/** `OpenClaw 2026.9.6 (eb377ac)`. 0.1 s. */
export const version: CliCommand = { argv: openclaw('--version'), timeout: 10 };

/** 2 s. Exit 0 `{"valid": true, …}`; exit 1 `{"valid": false, "issues": [{path, message}]}`, also on stdout. */
export const configValidate: CliCommand = { argv: openclaw('config', 'validate', '--json'), timeout: 20 };

/**
 * 5 s. **Always** exit 0 while the config is valid: read `.summary.critical` and `.summary.warn`. Silent about exec, automatic
 * pairing, the terminal and open direct messages.
 */
export const securityAudit: CliCommand = { argv: openclaw('security', 'audit', '--json'), timeout: 45 };

/** 10 s. The same, and it also asks the running gateway. */
export const deepSecurityAudit: CliCommand = { argv: openclaw('security', 'audit', '--deep', '--json'), timeout: 60 };

/** 2 s. Exit 0 clean, 1 findings, 2 unresolved references: also when the gateway is stopped, which takes its secrets away. */
export const secretsAudit: CliCommand = { argv: openclaw('secrets', 'audit', '--check', '--json'), timeout: 20 };

/** 4 s. `.effectivePolicy.scopes[].security.effective`: what exec may really do. */
export const execPolicy: CliCommand = { argv: openclaw('exec-policy', 'show', '--json'), timeout: 30 };

/** 1 s. `{"pending": [], "paired": []}`; `approvedVia` says how a device got in. */
export const devices: CliCommand = { argv: openclaw('devices', 'list', '--json'), timeout: 20 };

/** 3 s. A pending device is let in; only by its whole id. Exit 1, with plain words, when there is no such request (any more). */
export const approveDevice = (requestId: string): CliCommand => deviceCommand('approve', requestId);

/** 3 s. A pending device is sent away; it may ask again. */
export const rejectDevice = (requestId: string): CliCommand => deviceCommand('reject', requestId);

/** 3 s. A paired device is taken off the list. Exit 1 `unknown deviceId`. */
export const removeDevice = (deviceId: string): CliCommand => deviceCommand('remove', deviceId);

const deviceCommand = (verb: 'approve' | 'reject' | 'remove', id: string): CliCommand => ({
  argv: openclaw('devices', verb, id, '--json'),
  timeout: 30,
});

/** Milliseconds. `{"ready": true, "failing": []}`, or 503 with what is missing. Exit 7: nothing listens. No secret needed. */
export const ready = (port: number): CliCommand => ({
  argv: ['/usr/bin/curl', '--silent', '--show-error', '--max-time', '5', `http://127.0.0.1:${port}/readyz`],
  timeout: 8,
});
