import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const program = new URL('../../proxy/certificate.py', import.meta.url).pathname;

const load = `
import importlib.machinery, importlib.util, json, os, sys, tempfile
sys.dont_write_bytecode = True
loader = importlib.machinery.SourceFileLoader('c', ${JSON.stringify(program)})
c = importlib.util.module_from_spec(importlib.util.spec_from_loader('c', loader))
loader.exec_module(c)
given = json.load(sys.stdin)
`;

/** Python with the program loaded as `c` and the input as `given`; what it prints is JSON. */
function python<T>(code: string, given: unknown = {}): T {
  const ended = spawnSync('python3', ['-c', load + code], { input: JSON.stringify(given), encoding: 'utf8' });
  expect(ended, ended.stderr).toMatchObject({ status: 0, stderr: '' });
  return JSON.parse(ended.stdout) as T;
}

const settings = {
  name: 'gw.example.com',
  directory: 'https://ca.example.com/acme/directory',
  challenge: 'http-01',
  email: 'ops@example.com',
  account: 'https://ca.example.com/acme/acct/1',
  directoryRoots: null,
  zone: null,
  lineage: 'sclerite',
  certbotDirectory: '/etc/letsencrypt',
  webroot: '/var/lib/sclerite/acme',
  status: '/var/lib/sclerite/tls/status.json',
};

const problem = (type: string, detail: string) =>
  `"type": "urn:ietf:params:acme:error:${type}",\n"detail": "${detail}",\n`;

describe('what it says of a refusal', () => {
  const explain = (row: { output?: string; log?: string; hint?: string; challenge?: string }) =>
    python<{ what: string; why: string; next: string }>(
      `p = c.explain(given['settings'], given['output'], given['log'], given['hint'])
print(json.dumps({'what': p.what, 'why': p.why, 'next': p.next}))`,
      {
        settings: { ...settings, challenge: row.challenge ?? 'http-01' },
        output: row.output ?? '',
        log: row.log ?? '',
        hint: row.hint ?? null,
      },
    );

  it.each([
    {
      when: 'the CA has given out too many',
      log: problem(
        'rateLimited',
        'too many certificates (5) already issued for this exact set of identifiers, retry after 2026-11-24 12:00:00 UTC: see',
      ),
      what: /gives out no more certificates for gw\.example\.com/,
      next: /wait until 2026-11-24 12:00:00 UTC/,
    },
    {
      when: 'it says when in a header',
      log: `${problem('rateLimited', 'too many')}\nRetry-After: Tue, 24 Nov 2026 12:00:00 GMT\n`,
      what: /no more certificates/,
      next: /wait until Tue, 24 Nov 2026 12:00:00 GMT/,
    },
    {
      when: 'it forgot the account',
      log: problem('accountDoesNotExist', 'Account not found'),
      what: /does not know this project.s account/,
      next: /sclerite deploy/,
    },
    {
      when: 'it refuses the address',
      log: problem('invalidContact', 'contact email has invalid domain'),
      what: /refuses the e-mail address ops@example\.com/,
      next: /tls\.email/,
    },
    {
      when: 'a CAA record forbids it',
      log: problem('caa', 'CAA record for gw.example.com prevents issuance'),
      what: /CAA record forbids/,
      next: /dig CAA gw\.example\.com/,
    },
    {
      when: 'the name does not resolve',
      output: '  Detail: DNS problem: NXDOMAIN looking up A for gw.example.com',
      log: problem('dns', 'DNS problem: NXDOMAIN looking up A for gw.example.com'),
      hint: 'from this server the name gw.example.com does not resolve (Name or service not known)',
      what: /cannot resolve gw\.example\.com/,
      next: /A record/,
    },
    {
      when: 'the name leads elsewhere',
      output: '  Detail: 198.51.100.9: Invalid response from http://gw.example.com/.well-known/acme-challenge/x: 404',
      log: problem('unauthorized', 'Invalid response: 404'),
      hint: 'from this server gw.example.com leads to 198.51.100.9, and this server is 198.51.100.7',
      what: /somebody else.s answer at gw\.example\.com/,
      why: /leads to 198\.51\.100\.9, and this server is 198\.51\.100\.7/,
      next: /records lead to this server/,
    },
    {
      when: 'port 80 is closed',
      output:
        '  Detail: 198.51.100.7: Fetching http://gw.example.com/: Timeout during connect (likely firewall problem)',
      log: problem('connection', 'Timeout during connect'),
      what: /cannot reach port 80 of gw\.example\.com/,
      next: /blocks port 80/,
    },
    {
      when: 'the clock is off',
      output:
        "SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid (_ssl.c:1032)')",
      what: /clock and the certificate of the CA.s address do not agree/,
      next: /timedatectl/,
    },
    {
      when: "the CA's own HTTPS is unknown",
      output:
        "SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1032)')",
      what: /signed by somebody this server does not know/,
      next: /directoryRoots/,
    },
    {
      when: 'the CA is down',
      output:
        'requests.exceptions.ConnectionError: HTTPSConnectionPool(host=ca.example.com): Max retries exceeded ([Errno 111] Connection refused)',
      what: /cannot be reached/,
      next: /by itself twice a day/,
    },
    {
      when: 'the CA calls a name that does not resolve a connection',
      output:
        '  Detail: Get "http://gw.example.com:80/.well-known/acme-challenge/x": could not resolve URL "http://gw.example.com"',
      log: problem('connection', 'could not resolve URL'),
      what: /cannot resolve gw\.example\.com/,
      next: /make an A record/,
    },
    {
      when: 'the CA ends every connection',
      output: 'An unexpected error occurred:\nrequests.exceptions.ConnectionError: Connection aborted.',
      log: 'ConnectionResetError: [Errno 104] Connection reset by peer\n\nDuring handling of the above exception, another',
      what: /cannot be reached/,
      why: /^\[Errno 104\] Connection reset by peer$/,
      next: /by itself twice a day/,
    },
    {
      when: 'nobody sees the record of DNS-01',
      challenge: 'dns-01',
      output: '  Detail: Incorrect TXT record found',
      log: problem('unauthorized', 'Incorrect TXT record'),
      what: /does not see the record _acme-challenge\.gw\.example\.com/,
      next: /sclerite deploy/,
    },
    {
      when: 'the record could not be made',
      challenge: 'dns-01',
      output:
        "Hook '--manual-auth-hook' for gw.example.com ran with error output:\n Hetzner refuses to change the zone: 403 forbidden. insufficient permissions Next: see that the token may write.",
      log: problem('unauthorized', 'No TXT record found'),
      what: /record _acme-challenge\.gw\.example\.com could not be made/,
      why: /403 forbidden\. insufficient permissions$/,
      next: /^see that the token may write\.$/,
    },
    {
      when: 'a nonce was refused on the way, and then the name',
      output: '  Detail: NXDOMAIN looking up A',
      log: problem('badNonce', 'bad') + problem('dns', 'NXDOMAIN looking up A'),
      what: /cannot resolve/,
      next: /A record/,
    },
    {
      when: 'nobody knows what',
      output: 'An unexpected error occurred:\nboo',
      what: /got no certificate/,
      why: /boo/,
      next: /last-failure\.log/,
    },
  ])('$when', ({ what, why, next, ...row }) => {
    const said = explain(row);
    expect(said.what).toMatch(what);
    if (why) expect(said.why).toMatch(why);
    expect(said.next).toMatch(next);
    expect(said.why).not.toBe('');
  });
});

it('orders an ECDSA certificate for the one name, and never asks a person', () => {
  const words = python<string[]>(`print(json.dumps(c.certbot_words(given)))`, settings);
  expect(words.join(' ')).toMatch(
    /^certbot certonly --non-interactive --agree-tos .*--server https:\/\/ca\.example\.com\/acme\/directory --cert-name sclerite -d gw\.example\.com --key-type ecdsa --elliptic-curve secp256r1/,
  );
  expect(words).toContain('--webroot');
});

describe('the link to the site', () => {
  const act = (code: string) =>
    python<unknown>(`
with tempfile.TemporaryDirectory() as d:
    s = {'siteLink': d + '/site.conf', 'siteFile': '/etc/nginx/sclerite-site.conf'}
    ${code}`);

  it('is made once, and taken away once', () =>
    expect(
      act(
        `print(json.dumps([c.switch(s, True), c.switch(s, True), os.readlink(s['siteLink']), c.switch(s, False), c.switch(s, False), os.listdir(d)]))`,
      ),
    ).toEqual([true, false, '/etc/nginx/sclerite-site.conf', true, false, []]));

  it('takes the place of whatever lay there', () =>
    expect(
      act(`open(s['siteLink'], 'w').close(); print(json.dumps([c.switch(s, True), os.readlink(s['siteLink'])]))`),
    ).toEqual([true, '/etc/nginx/sclerite-site.conf']));
});

it('finds the project’s account by its address, else takes the newest', () => {
  const found = python<unknown>(
    `
with tempfile.TemporaryDirectory() as d:
    for name, uri in (('aaaa', 'https://ca.example.com/acme/acct/1'), ('bbbb', 'https://ca.example.com/acme/acct/2')):
        os.makedirs(f'{d}/accounts/ca.example.com/acme/directory/{name}')
        json.dump({'body': {}, 'uri': uri}, open(f'{d}/accounts/ca.example.com/acme/directory/{name}/regr.json', 'w'))
        os.utime(f'{d}/accounts/ca.example.com/acme/directory/{name}/regr.json', (ord(name[0]), ord(name[0])))
    print(json.dumps([c.account_of({**given, 'certbotDirectory': d}), c.account_of({**given, 'certbotDirectory': d, 'account': None}), c.account_of({**given, 'certbotDirectory': d + '/no'})]))`,
    settings,
  );
  expect(found).toEqual(['aaaa', 'bbbb', null]);
});

it('reads TXT records from a name server’s answer', () => {
  const found = python<string[]>(`
import socket, struct, threading
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(('127.0.0.1', 0))
def answer():
    question, who = server.recvfrom(4096)
    text = b'the-value'
    record = b'\\xc0\\x0c' + struct.pack('>HHIH', 16, 1, 60, len(text) + 1) + bytes([len(text)]) + text
    server.sendto(question[:2] + struct.pack('>HHHHH', 0x8400, 1, 1, 0, 0) + question[12:] + record, who)
threading.Thread(target=answer).start()
print(json.dumps(c.txt_records('127.0.0.1', '_acme-challenge.gw.example.com', server.getsockname()[1])))`);
  expect(found).toEqual(['the-value']);
});
