/** Every absolute path, unit and account of the proxy on a server: nginx, the certificate program and the controls must agree. */

/** Ours, whole. It includes nothing of Debian's `conf.d` and `sites-enabled`. */
export const nginxConf = '/etc/nginx/nginx.conf';
/** The HTTPS site. Included through {@link siteLink} only. */
export const siteFile = '/etc/nginx/sclerite-site.conf';
/** Root's own state of the proxy, 0755. */
export const stateDirectory = '/var/lib/sclerite';
/** What nginx.conf includes: {@link siteLink} and nothing else. */
export const linkDirectory = `${stateDirectory}/proxy`;
/** Link to {@link siteFile}: made by the certificate program once a fitting certificate is there. */
export const siteLink = `${linkDirectory}/site.conf`;
/** HTTP-01's tokens lie in `.well-known/acme-challenge/` below it. */
export const webroot = `${stateDirectory}/acme`;
export const challengeDirectory = `${webroot}/.well-known/acme-challenge`;

/** root:root 0755; each secret in it has a mode of its own. */
export const secretDirectory = '/etc/sclerite/proxy';
/** `tls`: the hash of the password; root:www-data 0640. */
export const passwordFile = `${secretDirectory}/htpasswd`;
/** `tls`: what a browser shows instead of the password once it has shown that; an nginx file, root:root 0600, never to be read out. */
export const cookieFile = `${secretDirectory}/cookie.conf`;
/** `mtls`: the project's CA for devices, and its revocation list. */
export const devicesCa = `${secretDirectory}/devices.pem`;
export const devicesCrl = `${secretDirectory}/devices.crl`;
/** Static pages for refusals. */
export const pageDirectory = '/usr/local/share/sclerite/pages';

/** Who nginx's workers are. */
export const workerUser = 'www-data';
/** Whom nginx asks for the name and password, and what the log calls them. */
export const passwordUser = 'openclaw';
export const realm = 'OpenClaw';

export const nginxUnit = 'nginx.service';
export const nginxDropIn = '/etc/systemd/system/nginx.service.d/sclerite.conf';
export const nginxPid = '/run/nginx/nginx.pid';

/** Obtains, renews, switches on, verifies; see certificate.py. */
export const certificateProgram = '/usr/local/libexec/sclerite/certificate';
/** Its settings; no secret. */
export const certificateSettings = '/etc/sclerite/certificate.json';
/** Roots of the CA's own HTTPS, where the system does not know them. */
export const directoryRootsFile = '/etc/sclerite/acme-directory-roots.pem';
export const certificateService = 'sclerite-certificate.service';
export const certificateTimer = 'sclerite-certificate.timer';
/** What the last run came to; see `CertificateStatus` in status.ts. */
export const certificateStatus = `${stateDirectory}/tls/status.json`;
/** For DNS-01: base URL of the cloud's API where it is not Hetzner's own (a lab). */
export const endpointFile = `${stateDirectory}/tls/endpoint`;
/** Debian's own timer: masked, so that one program renews. */
export const certbotTimer = 'certbot.timer';

/** certbot's name of our one certificate. */
export const lineage = 'sclerite';
export const certbotDirectory = '/etc/letsencrypt';
export const liveDirectory = `${certbotDirectory}/live/${lineage}`;
export const certificateFile = `${liveDirectory}/fullchain.pem`;
export const certificateKey = `${liveDirectory}/privkey.pem`;

/** Name of the secret with the Hetzner token for DNS-01, in the config and as a systemd credential. */
export const dnsSecret = 'dns';
/** The token, encrypted under the host's own key; only the certificate program's unit is given it. */
export const dnsCredential = `/etc/credstore.encrypted/sclerite-${dnsSecret}`;
/** Name of the password in the operator's secret store. */
export const proxyPassword = 'proxy-password';
