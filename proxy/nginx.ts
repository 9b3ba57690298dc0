import { PROXY_ADDRESS } from '../openclaw/config.ts';
import type { PublicExposure } from '../policy/declared.ts';
import { pagePaths } from './gateway-paths.ts';
import { PAGE_POLICY, refusalPages } from './pages.ts';
import * as paths from './paths.ts';

/** What both files are made of. */
export interface ProxyInput {
  readonly exposure: PublicExposure;
  /** The gateway's port on 127.0.0.1. */
  readonly port: number;
  /** OpenClaw's own page in the browser. */
  readonly controlUi: boolean;
}

/** A year, as Mozilla asks for twice over; no subdomain is ours to speak for. */
export const HSTS = 'max-age=63072000';

/**
 * Mozilla's profiles, guidelines 5.7. The suites with RSA and DHE are left out: the key is ECDSA, so they could not be chosen.
 * The hybrid group is OpenSSL 3.5's: a handshake recorded today stays closed to a quantum computer.
 */
const CIPHERS = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
] as const;
const GROUPS = 'X25519MLKEM768:X25519:prime256v1:secp384r1';

/**
 * What one client may ask for. The page alone asks for some 100 files when it is opened first; a person behind it does not
 * come near the rest.
 */
export const LIMITS = {
  requests: { perSecond: 10, burst: 40 },
  files: { perSecond: 100, burst: 400 },
  /** Open requests and WebSockets of one client; a browser opens six, and one WebSocket per tab. */
  connections: 40,
} as const;

/** A client that was cut off by its revoked certificate, or by a reload, is gone after this. */
const SHUTDOWN_SECONDS = 10;

/**
 * All that the gateway is told of a request, by name; nothing a client sends goes through unless it is named here. That
 * removes every header by which a client could claim to be somebody (Forwarded, X-Forwarded-…, X-Real-IP, Tailscale-…,
 * X-OpenClaw-…, Cookie) without having to know them all.
 */
export const passedHeaders = ({ exposure: { name }, controlUi }: ProxyInput): Readonly<Record<string, string>> => ({
  Host: name,
  'X-Forwarded-For': '$remote_addr',
  'X-Forwarded-Proto': 'https',
  'X-Forwarded-Host': name,
  'X-Real-IP': '$remote_addr',
  Forwarded: '""',
  // The password in front is nginx's own business; the gateway's token, which its page shows as `Bearer`, is not.
  Authorization: controlUi ? '$bearer' : '""',
  Cookie: '""',
  Upgrade: '$websocket',
  Connection: '$websocket_connection',
  'Sec-WebSocket-Key': '$http_sec_websocket_key',
  'Sec-WebSocket-Version': '$http_sec_websocket_version',
  'Sec-WebSocket-Protocol': '$http_sec_websocket_protocol',
  'Sec-WebSocket-Extensions': '$http_sec_websocket_extensions',
  Origin: '$http_origin',
  'User-Agent': '$http_user_agent',
  Accept: '$http_accept',
  'Accept-Language': '$http_accept_language',
  'If-None-Match': '$http_if_none_match',
  'If-Modified-Since': '$http_if_modified_since',
  Range: '$http_range',
  'Sec-Fetch-Site': '$http_sec_fetch_site',
  'Sec-Fetch-Mode': '$http_sec_fetch_mode',
  'Sec-Fetch-Dest': '$http_sec_fetch_dest',
});

/** IPv4: the address. IPv6: its /64, for one customer holds a whole one; where zeros are left out, what stands before them. */
export const clientKeys = [
  ['~^(?<key4>[0-9.]+)$', '$key4'],
  ['~^(?<key64>[0-9a-f]+:[0-9a-f]+:[0-9a-f]+:[0-9a-f]+):', '$key64'],
  ['~^(?<key6>[0-9a-f]+[0-9a-f:]*?)::', '$key6'],
] as const;

/** /etc/nginx/nginx.conf: everything but the HTTPS site. It stands without a certificate, and without any way to the gateway. */
export function nginxConf(input: ProxyInput): string {
  const { exposure } = input;
  return `# Owned by Sclerite and replaced as a whole. Nothing of conf.d and sites-enabled is read.
user ${paths.workerUser};
worker_processes auto;
worker_shutdown_timeout ${SHUTDOWN_SECONDS}s;
pid ${paths.nginxPid};
# To the journal, where fail2ban reads.
error_log stderr error;

events {
    worker_connections 16384;
}

http {
    server_tokens off;
    default_type application/octet-stream;
    access_log off;
    log_not_found off;
    map_hash_bucket_size 128;

    # Without query strings and headers: secrets travel in those.
    map $request_uri $path_alone {
        "~^(?<before_query>[^?]*)" $before_query;
    }
    log_format sclerite escape=json
        '{"at":"$time_iso8601","from":"$remote_addr","status":$status,"method":"$request_method","path":"$path_alone",'
        '"bytes":$bytes_sent,"seconds":$request_time,"tls":"$ssl_protocol","device":"$ssl_client_s_dn"}';

    # Slow clients do not keep their place.
    client_header_timeout 10s;
    client_body_timeout 10s;
    send_timeout 15s;
    keepalive_timeout 30s;
    keepalive_requests 500;
    reset_timedout_connection on;
    client_max_body_size 64k;
    client_header_buffer_size 1k;
    large_client_header_buffers 4 8k;

    map $remote_addr $client {
        default $remote_addr;
${clientKeys.map(([pattern, key]) => `        "${pattern}" $${key.slice(1)};`).join('\n')}
    }
    limit_req_zone $client zone=requests:10m rate=${LIMITS.requests.perSecond}r/s;
    limit_req_zone $client zone=files:10m rate=${LIMITS.files.perSecond}r/s;
    limit_conn_zone $client zone=clients:10m;
    limit_req_status 429;
    limit_conn_status 429;
    # A flood must not fill the journal.
    limit_req_log_level info;
    limit_conn_log_level info;

${tlsLines(exposure)
  .map((line) => `    ${line}`)
  .join('\n')}

    # Whoever does not know the name gets nothing, and no certificate either.
    server {
        listen 80 default_server;
        listen [::]:80 default_server;
        listen 443 ssl default_server;
        listen [::]:443 ssl default_server;
        server_name _;
        ssl_reject_handshake on;
        return 444;
    }

    # What the CA asks for; the rest is told where it belongs.
    server {
        listen 80;
        listen [::]:80;
        server_name ${exposure.name};
        access_log /var/log/nginx/access.log sclerite buffer=32k flush=10s;
        limit_req zone=requests burst=${LIMITS.requests.burst} nodelay;
        limit_conn clients ${LIMITS.connections};
        location ^~ /.well-known/acme-challenge/ {
            root ${paths.webroot};
            default_type text/plain;
            try_files $uri =404;
        }
        location / {
            return 308 https://${exposure.name}$request_uri;
        }
    }

    include ${paths.linkDirectory}/*.conf;
}
`;
}

function tlsLines({ profile }: PublicExposure): string[] {
  const groups = `ssl_ecdh_curve ${GROUPS};`;
  return [
    ...(profile === 'modern'
      ? ['ssl_protocols TLSv1.3;']
      : ['ssl_protocols TLSv1.2 TLSv1.3;', `ssl_ciphers ${CIPHERS.join(':')};`]),
    groups,
    'ssl_prefer_server_ciphers off;',
    // A resumed session is not asked for its certificate again: a revoked device would go on.
    'ssl_session_tickets off;',
    'ssl_session_cache off;',
  ];
}

/** /etc/nginx/sclerite-site.conf: the way to the gateway, with its identity check on the server itself. */
export function siteConf(input: ProxyInput): string {
  const { exposure, port, controlUi } = input;
  const hasCookie = controlUi && exposure.kind === 'tls';
  return `# Owned by Sclerite and replaced as a whole. Read through ${paths.siteLink} once there is a certificate.
upstream gateway {
    server 127.0.0.1:${port} max_fails=0;
    keepalive 8;
}
map $http_upgrade $websocket {
    default "";
    "~*^websocket$" websocket;
}
map $websocket $websocket_connection {
    default "";
    websocket upgrade;
}
# What nginx and the gateway could read as two different paths (an encoded slash or dot, a backslash, an empty segment) is
# refused: nginx decides by its own reading, and the gateway gets the address as it was typed.
map $path_alone $is_ambiguous {
    default 0;
    "~*(%2e|%2f|%5c|\\x5c|//)" 1;
}
# The gateway's page brings its own policy; whatever comes without one may do nothing.
map $upstream_http_content_security_policy $own_policy {
    default "";
    "" "${PAGE_POLICY}";
}
${controlUi ? bearerMap : ''}${hasCookie ? `include ${paths.cookieFile};\n` : ''}
server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name ${exposure.name};
    access_log /var/log/nginx/access.log sclerite buffer=32k flush=10s;

    ssl_certificate ${paths.certificateFile};
    ssl_certificate_key ${paths.certificateKey};

    # Who is there: for every path, before anything else is looked at.
${identityLines(exposure, hasCookie)
  .map((line) => `    ${line}`)
  .join('\n')}

    if ($is_ambiguous) {
        return 404;
    }
    limit_req zone=requests burst=${LIMITS.requests.burst} nodelay;
    limit_conn clients ${LIMITS.connections};
    etag off;

${headerLines(4)}

    proxy_bind ${PROXY_ADDRESS};
    proxy_http_version 1.1;
    proxy_pass_request_headers off;
${Object.entries(passedHeaders(input))
  .map(([name, value]) => `    proxy_set_header ${name} ${value};`)
  .join('\n')}
    proxy_hide_header Strict-Transport-Security;
    proxy_hide_header X-Content-Type-Options;
    proxy_hide_header X-Frame-Options;
    proxy_hide_header Referrer-Policy;
    proxy_hide_header Server;
    proxy_hide_header X-Powered-By;
    proxy_redirect off;
    proxy_max_temp_file_size 0;
    proxy_connect_timeout 3s;
    proxy_send_timeout 30s;
    # The gateway speaks to an open WebSocket at least every 30 s.
    proxy_read_timeout 120s;

${refusalPages.map(errorPageLine).join('\n')}
    location ^~ /_refusal/ {
        internal;
        auth_basic off;
        alias ${paths.pageDirectory}/;
        types { text/html html; }
        charset utf-8;
${headerLines(8, `add_header Content-Security-Policy "${PAGE_POLICY}" always;`)}
    }

    # Nothing else leads to the gateway.
    location / {
        root ${paths.pageDirectory};
        try_files /-/ =404;
    }
    location = / {
        limit_except GET { deny all; }
        proxy_intercept_errors ${controlUi ? 'off' : 'on'};
${hasCookie ? cookieLines : ''}        proxy_pass http://gateway;
    }
${controlUi ? pageLocations(hasCookie) : ''}}
`;
}

const bearerMap = `map $http_authorization $bearer {
    default "";
    "~^Bearer " $http_authorization;
}
`;

/** The browser shows the cookie from then on, so that the page can show the gateway its own token in Authorization. */
const cookieLines = `${headerLines(8, 'add_header Set-Cookie $identity_cookie;')}\n`;

function identityLines({ kind }: PublicExposure, hasCookie: boolean): string[] {
  if (kind === 'mtls') {
    return [
      `ssl_client_certificate ${paths.devicesCa};`,
      `ssl_crl ${paths.devicesCrl};`,
      'ssl_verify_client on;',
      'ssl_verify_depth 1;',
    ];
  }
  return [
    `auth_basic ${hasCookie ? '$identity_realm' : `"${paths.realm}"`};`,
    `auth_basic_user_file ${paths.passwordFile};`,
  ];
}

/** nginx inherits headers only into places that set none of their own, so each place sets them all. */
function headerLines(indent: number, more?: string): string {
  return [
    `add_header Strict-Transport-Security "${HSTS}" always;`,
    'add_header X-Content-Type-Options nosniff always;',
    'add_header X-Frame-Options DENY always;',
    'add_header Referrer-Policy no-referrer always;',
    'add_header Cross-Origin-Opener-Policy same-origin always;',
    ...(more?.startsWith('add_header Content-Security-Policy')
      ? [more]
      : ['add_header Content-Security-Policy $own_policy always;', ...(more ? [more] : [])]),
  ]
    .map((line) => ' '.repeat(indent) + line)
    .join('\n');
}

const errorPageLine = ({ codes, status, file }: (typeof refusalPages)[number]) =>
  `    error_page ${codes.join(' ')}${status === undefined ? '' : ` =${status}`} /_refusal/${file};`;

function pageLocations(hasCookie: boolean): string {
  const passed = (pattern: string, more = '') => `    location ~ "${pattern}" {
        limit_except GET { deny all; }
${more}        proxy_pass http://gateway;
    }
`;
  const quick = `        limit_req zone=files burst=${LIMITS.files.burst} nodelay;
        gzip on;
        gzip_proxied any;
        gzip_types application/javascript text/javascript text/css application/json image/svg+xml application/manifest+json;
`;
  return [
    ...pagePaths.files.map((pattern) => passed(pattern, quick)),
    ...pagePaths.documents.map((pattern) => passed(pattern, hasCookie ? cookieLines : '')),
    ...pagePaths.data.map((pattern) => passed(pattern)),
  ].join('');
}
