/**
 * Every absolute path, account and unit name of OpenClaw on a server, in one place: the installer, the unit, the config,
 * the credentials and the controls that check them must agree on each.
 */

/** The account the gateway runs as: system user, no login, no supplementary group. */
export const user = 'openclaw';
export const group = 'openclaw';

/** Home of {@link user}; systemd's `StateDirectory=`, 0700. */
export const home = '/var/lib/openclaw';
/** What OpenClaw calls its state directory: sessions, pairings, transcripts. */
export const stateDirectory = `${home}/.openclaw`;

/** The agent's files. The parent is root's and the directory is sticky, so root's files in it can be neither changed nor moved. */
export const workspaceParent = '/srv/openclaw';
export const workspace = `${workspaceParent}/workspace`;

/** root:root 0755; the config file in it belongs to {@link user}, 0600. */
export const configDirectory = '/etc/openclaw';
export const configFile = `${configDirectory}/openclaw.json`;

/** Encrypted credentials, root:root 0700. */
export const credentialDirectory = `${configDirectory}/cred`;
/** Where the unit lays the decrypted ones, for as long as it runs (tmpfs, 0700, owned by {@link user}). */
export const runtimeDirectory = '/run/openclaw';

/** root:root, nothing in it is writable by anybody else. */
export const optDirectory = '/opt/openclaw';
export const releasesDirectory = `${optDirectory}/releases`;
/** A link to one of the releases, switched in one step. */
export const currentRelease = `${optDirectory}/current`;
/** Node and OpenClaw as the unit and the command line start them: always through {@link currentRelease}. */
export const node = `${currentRelease}/node/bin/node`;
export const entry = `${currentRelease}/node_modules/openclaw/openclaw.mjs`;

export const gatewayUnit = 'openclaw-gateway.service';
/** Transient unit in which an installation's downloads and unpacking run, under a throwaway account. */
export const buildUnit = 'openclaw-build.service';
/** State directory of {@link buildUnit}; systemd keeps it under /var/lib/private. Gone after a finished installation. */
export const buildDirectory = '/var/lib/private/openclaw-build';
/** Held by a running installation, so that a second one waits for it. */
export const installLock = '/run/openclaw-install.lock';

/** Debian's CA bundle, which `update-ca-certificates` keeps; Node brings its own list and would not look here. */
export const caBundle = '/etc/ssl/certs/ca-certificates.crt';
