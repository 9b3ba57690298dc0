#!/usr/bin/python3 -B
# Owned by Sclerite and replaced as a whole.
#
# The certificate of the proxy: obtains it, renews it, switches the site on once there is one that fits, has nginx load it,
# looks at what is then served, and writes down what came of it. Safe to run at any time; where nothing is left to do, it only
# looks. It never removes a certificate.
#
# Usage: certificate [--force]        (--force: a new certificate now, whatever the old one has left)
# Exit code: 0 a fitting certificate is served; 1 not so, status.json and the last lines say why.
# certbot 4.0 and nginx 1.26 of Debian 13; Python's standard library, and python3-cryptography, which certbot needs itself.

import fcntl, glob, hashlib, json, os, random, re, secrets, shutil, socket, ssl, struct, subprocess, sys
import time, traceback, urllib.error, urllib.parse, urllib.request
from datetime import datetime, timezone

SETTINGS = '/etc/sclerite/certificate.json'
HETZNER = 'https://api.hetzner.cloud/v1'
# For handover, which mends this one by itself.
FORGOTTEN = 'account-forgotten'
RUNTIME = os.environ.get('RUNTIME_DIRECTORY', '/run/sclerite-certificate')


class Problem(Exception):
    """What happened, why, what next: a sentence each."""

    def __init__(self, what, why, next, code=None):
        super().__init__(what)
        self.what, self.why, self.next, self.code = what, why, next, code


def say(words):
    print(words, flush=True)


def run(argv, **more):
    return subprocess.run(argv, capture_output=True, text=True, errors='replace', **more)


def words_of(result):
    return (result.stderr.strip() or result.stdout.strip() or f'it ended with {result.returncode}')[-1500:]


# The certificate on disk


class Certificate:
    """A chain in a PEM file; `leaf` is what is served first."""

    def __init__(self, path):
        from cryptography import x509
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import Encoding

        with open(path, 'rb') as file:
            self.chain = x509.load_pem_x509_certificates(file.read())
        self.leaf = self.chain[0]
        self.der = self.leaf.public_bytes(Encoding.DER)
        self.begin = self.leaf.not_valid_before_utc
        self.end = self.leaf.not_valid_after_utc
        self.is_ecdsa = isinstance(self.leaf.public_key(), ec.EllipticCurvePublicKey)
        try:
            names = self.leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
            self.names = sorted(name.lower() for name in names.get_values_for_type(x509.DNSName))
        except x509.ExtensionNotFound:
            self.names = []

    def fits(self, name):
        return self.names == [name] and self.is_ecdsa

    def why_renew(self):
        now = datetime.now(timezone.utc)
        if now >= self.end:
            return f'the certificate ended on {stamp(self.end)}'
        # A third of its life: 30 of 90 days, as Let's Encrypt advises, and 2 of a six-day certificate's.
        if self.end - now < (self.end - self.begin) / 3:
            return f'the certificate ends on {stamp(self.end)}'
        return None


def stamp(moment):
    return moment.astimezone(timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ')


def read_certificate(settings):
    """What is on disk, whole and with its key; None: there is none, or it is damaged."""
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    folder = f"{settings['certbotDirectory']}/live/{settings['lineage']}"
    try:
        certificate = Certificate(f'{folder}/fullchain.pem')
        with open(f'{folder}/privkey.pem', 'rb') as file:
            key = load_pem_private_key(file.read(), None)
        if key.public_key() != certificate.leaf.public_key():
            raise ValueError('its key is that of another one')
        return certificate
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, OSError, IndexError) as error:
        say(f'the certificate in {folder} cannot be used: {error}')
        return None


def why_ask(settings, certificate, force):
    """Why the CA is asked for a certificate now; None: it is not."""
    if certificate is None:
        return 'there is no certificate yet'
    if not certificate.fits(settings['name']):
        return f"the certificate is for {', '.join(certificate.names) or 'no name'}, not for {settings['name']} alone"
    server = renewal_server(settings)
    if server is not None and server != settings['directory']:
        return f"the certificate is of another CA ({server})"
    if force:
        return 'a new certificate was asked for'
    return certificate.why_renew()


def renewal_server(settings):
    """The CA that the certificate was obtained from, as certbot remembers it."""
    try:
        with open(f"{settings['certbotDirectory']}/renewal/{settings['lineage']}.conf") as file:
            found = re.search(r'^server = (\S+)$', file.read(), re.M)
            return found.group(1) if found else None
    except FileNotFoundError:
        return None


def put_aside(settings):
    """What a half-lost certificate left: certbot would begin another one beside it, called sclerite-0001."""
    base, lineage = settings['certbotDirectory'], settings['lineage']
    left = [f'{base}/renewal/{lineage}.conf', f'{base}/live/{lineage}', f'{base}/archive/{lineage}']
    found = [path for path in left if os.path.lexists(path)]
    if found:
        aside = f"{base}/damaged-{datetime.now(timezone.utc).strftime('%Y%m%dT%H%M%SZ')}"
        os.mkdir(aside, 0o700)
        for path in found:
            os.rename(path, f'{aside}/{os.path.basename(os.path.dirname(path))}')
        say(f'what was left of a certificate that cannot be read is in {aside}')


# Asking the CA


def account_of(settings):
    """certbot's id of the account to use: the project's where it was delivered, else the newest; None: certbot registers."""
    address = urllib.parse.urlsplit(settings['directory'])
    folder = f"{settings['certbotDirectory']}/accounts/{address.netloc}{address.path}"
    found = sorted(glob.glob(f'{glob.escape(folder)}/*/regr.json'), key=os.path.getmtime)
    for path in found:
        with open(path) as file:
            if json.load(file).get('uri') == settings['account']:
                return os.path.basename(os.path.dirname(path))
    return os.path.basename(os.path.dirname(found[-1])) if found else None


def certbot_words(settings):
    account = account_of(settings)
    contact = ['--email', settings['email']] if settings['email'] else ['--register-unsafely-without-email']
    if settings['challenge'] == 'http-01':
        challenge = ['--webroot', '--webroot-path', settings['webroot']]
    else:
        hook = os.path.realpath(sys.argv[0])
        challenge = ['--manual', '--preferred-challenges', 'dns-01', '--manual-auth-hook', f'{hook} dns-add',
                     '--manual-cleanup-hook', f'{hook} dns-remove']
    return [
        'certbot', 'certonly', '--non-interactive', '--agree-tos', '--no-eff-email',
        '--config-dir', settings['certbotDirectory'], '--work-dir', f'{RUNTIME}/work', '--logs-dir', f'{RUNTIME}/log',
        '--server', settings['directory'], '--cert-name', settings['lineage'], '-d', settings['name'],
        '--key-type', 'ecdsa', '--elliptic-curve', 'secp256r1',
        # When to renew is decided here; these keep certbot from asking whether we mean it.
        '--force-renewal', '--renew-with-new-domains', '--break-my-certs',
        *(['--account', account] if account else []), *contact, *challenge,
    ]


def issue(settings, because):
    say(f"asking {settings['directory']} for a certificate for {settings['name']}: {because}")
    hint = None
    if settings['challenge'] == 'http-01':
        check_port_80(settings)
        hint = where_name_leads(settings['name'])
    environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'PYTHONDONTWRITEBYTECODE': '1'}
    if settings['directoryRoots']:
        environment['REQUESTS_CA_BUNDLE'] = settings['directoryRoots']
    for attempt in range(1, 4):
        shutil.rmtree(f'{RUNTIME}/log', ignore_errors=True)
        result = run(certbot_words(settings), env=environment)
        if result.returncode == 0:
            return
        output = f'{result.stdout}\n{result.stderr}'
        log = read_log()
        # RFC 8555 6.5: a client should try again. certbot does so once a request, and some CAs refuse good nonces to test it.
        if acme_kinds(log)[-1:] == ['badNonce'] and attempt < 3:
            say('the CA refused a nonce: once more')
            continue
        keep_log(settings, log)
        raise explain(settings, output, log, hint)


def read_log():
    try:
        with open(f'{RUNTIME}/log/letsencrypt.log', errors='replace') as file:
            return file.read()
    except FileNotFoundError:
        return ''


def keep_log(settings, log):
    write(f"{os.path.dirname(settings['status'])}/last-failure.log", log, 0o600)


def check_port_80(settings):
    """HTTP-01 comes to port 80, where our nginx must be."""
    token = secrets.token_hex(16)
    answer = b''
    path = f"{settings['webroot']}/.well-known/acme-challenge/sclerite-{token}"
    unit = settings['nginxUnit']
    try:
        write(path, token, 0o644)
        request = f"GET /.well-known/acme-challenge/sclerite-{token} HTTP/1.0\r\nHost: {settings['name']}\r\n\r\n"
        with socket.create_connection(('127.0.0.1', 80), timeout=5) as connection:
            connection.sendall(request.encode())
            try:
                while part := connection.recv(4096):
                    answer += part
            except ConnectionResetError:
                pass  # nginx's way to answer for a name that it does not know
    except OSError as error:
        raise Problem(
            'Nothing answers on port 80 of this server, where the CA looks for its proof.',
            f'{error}; systemctl says that {unit} is {run(["systemctl", "is-active", unit]).stdout.strip()}.',
            f"look why: systemctl status {unit}, and who has the port: ss -ltnp 'sport = :80'.",
        )
    finally:
        if os.path.exists(path):
            os.unlink(path)
    if not answer.endswith(token.encode()):
        first = answer.split(b'\r\n')[0].decode(errors='replace')
        raise Problem(
            'Another program answers on port 80 of this server, or nginx runs with another configuration.',
            f'a file that was laid out for the CA came back as: {first or "(nothing)"}',
            "see who has the port: ss -ltnp 'sport = :80'; stop it, then run ./sclerite deploy.",
        )


def where_name_leads(name):
    """A sentence about the name as this server sees it when that explains a refusal; None: it leads here."""
    try:
        found = {item[4][0] for item in socket.getaddrinfo(name, 443, proto=socket.IPPROTO_TCP)}
    except socket.gaierror as error:
        return f'from this server the name {name} does not resolve ({error.strerror})'
    shown = run(['ip', '-json', 'address', 'show', 'scope', 'global'])
    links = json.loads(shown.stdout or '[]')  # with an empty object for each link and address that is left out
    own = {a['local'] for link in links for a in link.get('addr_info', []) if 'local' in a}
    if own and not found & own:
        return f"from this server {name} leads to {', '.join(sorted(found))}, and this server is {', '.join(sorted(own))}"
    return None


def explain(settings, output, log, hint):
    """certbot's words and log, by the most to the least specific cause."""
    text = f'{output}\n{log}'
    name, directory = settings['name'], settings['directory']
    kinds = acme_kinds(log)
    kind = kinds[-1] if kinds else ''
    detail = last(r'Detail:\s*(.+)', output) or last(r'"detail":\s*"([^"]+)"', log) or ''
    tail = detail or '\n'.join(line for line in output.strip().splitlines() if line.strip())[-600:]
    seen = f' {hint}.' if hint else ''
    again = 'correct that, then run ./sclerite deploy; the server also tries twice a day by itself.'

    if 'rateLimited' in kinds:
        until = last(r'retry after ([0-9-]+[ T][0-9:]+ ?(?:UTC|Z)?)', text, re.I) or retry_after(log)
        return Problem(f'The CA gives out no more certificates for {name} for now.', tail,
                       f'wait until {until}; the server tries by itself.' if until else 'wait; the server tries by itself twice a day.')
    if 'accountDoesNotExist' in kinds or 'Account matching query does not exist' in text:
        return Problem('The CA does not know this project’s account any more.', tail,
                       'run ./sclerite deploy: it registers again with the same key.', FORGOTTEN)
    if kind in ('invalidContact', 'unsupportedContact'):
        return Problem(f"The CA refuses the e-mail address {settings['email']}.", tail,
                       'correct tls.email in the config, then run ./sclerite deploy.')
    if 'caa' in kinds:
        return Problem(f'A CAA record forbids this CA to issue for {name}.', tail,
                       f'see them: dig CAA {name} (and of the zones above it); allow the CA there, then run ./sclerite deploy.')
    if clock_is_off(text):
        return Problem("This server’s clock and the certificate of the CA’s address do not agree.",
                       f"the clock says {stamp(datetime.now(timezone.utc))}; {last(r'(certificate verify failed: [^(]+)', text) or tail}",
                       'set the clock right (timedatectl), then run ./sclerite deploy.')
    if 'CERTIFICATE_VERIFY_FAILED' in text:
        return Problem(f'The CA’s own HTTPS at {directory} is signed by somebody this server does not know.',
                       last(r'(certificate verify failed: [^(]+)', text) or tail,
                       'name the file with its root in the config (tls.ca.directoryRoots), then run ./sclerite deploy.')
    if re.search(r'ConnectionError|NewConnectionError|ConnectTimeout|ReadTimeout|Max retries exceeded|RemoteDisconnected', text):
        return Problem(f'The CA at {directory} cannot be reached.', last(r'(\[Errno[^\]]*\][^\')\n]*|timed out)', text) or tail,
                       'nothing is lost: the server tries by itself twice a day; at once: ./sclerite deploy.')
    if settings['challenge'] == 'http-01' and ('dns' in kinds or re.search(r'resolv(?:e|ing) |NXDOMAIN|no such host|lookup ', detail)):
        return Problem(f'The CA cannot resolve {name}.', f'{tail}.{seen}',
                       f'make an A record (and AAAA) that leads to this server: dig {name}; {again}')
    hook = last(r'(Hetzner(?: refuses|\S+ API cannot).*)', text) if settings['challenge'] == 'dns-01' else None
    if hook:
        what, _, next = hook.partition(' Next: ')
        return Problem(f'The record _acme-challenge.{name} could not be made.', what, next or again)
    if 'unauthorized' in kinds or 'incorrectResponse' in kinds:
        if settings['challenge'] == 'dns-01':
            return Problem(f'The CA does not see the record _acme-challenge.{name}.', tail, again)
        return Problem(f'The CA got somebody else’s answer at {name}: the name leads elsewhere, or something stands between.',
                       f'{tail}.{seen}', f'let the A and AAAA records lead to this server: dig {name}; {again}')
    if kind in ('connection', 'tls') or 'connection' in kinds:
        return Problem(f'The CA cannot reach port 80 of {name}.', f'{tail}.{seen}',
                       f'see whether the name leads here (dig {name}) and nothing else blocks port 80; {again}')
    if 'rejectedIdentifier' in kinds:
        return Problem(f'The CA issues no certificate for {name}.', tail, 'choose another name or another CA in the config.')
    if 'externalAccountRequired' in kinds:
        return Problem('The CA wants an account that was opened with it before.', tail, 'choose another CA in the config (tls.ca).')
    if 'badNonce' in kinds or 'serverInternal' in kinds or re.search(r'\b50[0-9]\b', last(r'"(?:GET|POST|HEAD) [^"]+" (\d+)', log) or ''):
        return Problem(f'The CA at {directory} is in trouble.', tail, 'the server tries by itself twice a day; at once: ./sclerite deploy.')
    return Problem(f'certbot got no certificate for {name}.', tail or 'it said nothing.',
                   f"its whole log is {os.path.dirname(settings['status'])}/last-failure.log; {again}")


def acme_kinds(log):
    """Every refusal of the CA in certbot's log, by the last word of its type (RFC 8555, 6.7), in their order."""
    return re.findall(r'urn:ietf:params:acme:error:(\w+)', log)


def last(pattern, text, flags=0):
    found = re.findall(pattern, text, flags)
    return found[-1].strip() if found else None


def retry_after(log):
    value = last(r'Retry-After: (\S.*)', log, re.I)
    if value is None:
        return None
    return stamp(datetime.fromtimestamp(time.time() + int(value), timezone.utc)) if value.isdigit() else value


def clock_is_off(text):
    return re.search(r'certificate is not yet valid|certificate has expired', text) is not None


# DNS-01 at Hetzner


def hetzner(method, path, body=None):
    request = urllib.request.Request(
        f'{endpoint()}{path}', method=method, data=None if body is None else json.dumps(body).encode(),
        headers={'Authorization': f'Bearer {zone_token()}', 'Content-Type': 'application/json', 'User-Agent': 'sclerite'},
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer) if answer.length else {}
    except urllib.error.HTTPError as error:
        try:
            said = json.load(error).get('error', {})
        except ValueError:
            said = {}
        raise Problem(
            f'Hetzner refuses to change the zone: {error.code} {said.get("code", "")}.',
            said.get('message', error.reason),
            'see that the token of the secret "dns" may write, and that the zone is in its project.',
        )
    except OSError as error:
        raise Problem("Hetzner’s API cannot be reached.", str(error), 'the server tries by itself twice a day.')


def zone_token():
    """From the unit's credentials; started by hand, root can read the encrypted file itself."""
    if 'CREDENTIALS_DIRECTORY' in os.environ:
        with open(f"{os.environ['CREDENTIALS_DIRECTORY']}/dns") as file:
            return file.read().strip()
    path = read_settings()['dnsCredential']
    result = run(['systemd-creds', 'decrypt', '--name=dns', path, '-'])
    if result.returncode != 0:
        raise Problem('Hetzner’s API cannot be asked: there is no token for the zone.', words_of(result), 'run ./sclerite deploy.')
    return result.stdout.strip()


def endpoint():
    """Another API in the place of Hetzner's; handover lays it down where the operator's own calls go to another one."""
    try:
        with open(f"{os.path.dirname(read_settings()['status'])}/endpoint") as file:
            return file.read().strip()
    except FileNotFoundError:
        return HETZNER


def dns_hook(action):
    """certbot calls this with CERTBOT_DOMAIN and CERTBOT_VALIDATION, once to make the record and once to take it back."""
    settings = read_settings()
    zone, name = settings['zone'], os.environ['CERTBOT_DOMAIN']
    record = f"_acme-challenge.{name}"
    relative = record[: -len(zone) - 1]
    value = '"%s"' % os.environ['CERTBOT_VALIDATION']
    verb = {'dns-add': 'add_records', 'dns-remove': 'remove_records'}[action]
    body = {'records': [{'value': value}], **({'ttl': 60} if action == 'dns-add' else {})}
    hetzner('POST', f'/zones/{zone}/rrsets/{relative}/TXT/actions/{verb}', body)
    if action == 'dns-add':
        await_record(zone, record, os.environ['CERTBOT_VALIDATION'])


def await_record(zone, record, value):
    """Until every name server of the zone answers it; a CA that looks too early counts a failure. At most two minutes."""
    servers = hetzner('GET', f'/zones/{zone}')['zone'].get('authoritative_nameservers', {}).get('assigned', [])
    addresses = []
    for server in servers:
        try:
            addresses.append(socket.getaddrinfo(server.rstrip('.'), 53, socket.AF_INET, socket.SOCK_DGRAM)[0][4][0])
        except socket.gaierror:
            pass
    end = time.monotonic() + 120
    while addresses and time.monotonic() < end:
        if all(value in txt_records(address, record) for address in addresses):
            return
        time.sleep(2)
    if not addresses:
        time.sleep(5)


def txt_records(server, name, port=53):
    """TXT records of a name as one server answers over UDP (RFC 1035); none where it does not answer."""
    number = random.randrange(65536)
    labels = b''.join(bytes([len(label)]) + label.encode() for label in name.split('.')) + b'\0'
    question = labels + struct.pack('>HH', 16, 1)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.settimeout(3)
        try:
            s.sendto(struct.pack('>HHHHHH', number, 0, 1, 0, 0, 0) + question, (server, port))
            answer = s.recv(4096)
        except OSError:
            return []
    if len(answer) < 12 or struct.unpack('>H', answer[:2])[0] != number:
        return []
    at, found = 12 + len(question), []
    for _ in range(struct.unpack('>H', answer[6:8])[0]):
        while at < len(answer) and answer[at] and answer[at] < 0xC0:
            at += answer[at] + 1
        at += 2 if at < len(answer) and answer[at] >= 0xC0 else 1
        kind, _, _, size = struct.unpack('>HHIH', answer[at : at + 10])
        data, at = answer[at + 10 : at + 10 + size], at + 10 + size
        if kind == 16:
            parts, here = [], 0
            while here < len(data):
                parts.append(data[here + 1 : here + 1 + data[here]])
                here += 1 + data[here]
            found.append(b''.join(parts).decode(errors='replace'))
    return found


# The site


def switch(settings, on):
    """Makes or removes the link to the site, in one step. Returns whether it changed anything."""
    link, target = settings['siteLink'], settings['siteFile']
    is_on = os.path.islink(link) and os.readlink(link) == target
    if is_on == on and (on or not os.path.lexists(link)):
        return False
    if on:
        new = f'{link}.new'
        if os.path.lexists(new):
            os.unlink(new)
        os.symlink(target, new)
        os.rename(new, link)
    else:
        os.unlink(link)
    return True


def reload_nginx(settings):
    """systemd tests the configuration first and reloads then: see the unit's ExecReload."""
    unit = settings['nginxUnit']
    result = run(['systemctl', 'reload-or-restart', unit])
    if result.returncode == 0:
        return
    said = run(['journalctl', '--no-pager', '--output=cat', '--lines=8', '-u', unit]).stdout
    emerg = [line for line in said.splitlines() if '[emerg]' in line]
    raise Problem(
        'nginx does not take up the site.',
        emerg[0] if emerg else words_of(result),
        f'what ran before still runs; look at it: systemctl status {unit}; then run ./sclerite deploy.',
    )


def served(settings):
    """DER of the chain that this server shows for the name, leaf first."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with socket.create_connection(('127.0.0.1', 443), timeout=5) as plain:
        with context.wrap_socket(plain, server_hostname=settings['name']) as secured:
            return secured.get_unverified_chain()


def await_served(settings, certificate):
    """A reload takes a moment; nginx is given ten seconds to show the certificate on disk."""
    end = time.monotonic() + 10
    seen = 'nothing'
    while True:
        try:
            chain = served(settings)
            if chain[0] == certificate.der and len(chain) == len(certificate.chain):
                return
            seen = f'another one (SHA-256 {hashlib.sha256(chain[0]).hexdigest()[:16]}…, {len(chain)} in its chain)'
        except (OSError, ssl.SSLError) as error:
            seen = f'nothing: {error}'
        if time.monotonic() > end:
            raise Problem(
                'nginx does not serve the certificate that is on disk.',
                f"asked on 127.0.0.1:443 for {settings['name']}, it shows {seen}.",
                f"look at it: systemctl status {settings['nginxUnit']}; then run ./sclerite deploy.",
            )
        time.sleep(0.2)


def is_served(settings, certificate):
    try:
        return served(settings)[0] == certificate.der
    except (OSError, ssl.SSLError):
        return False


def is_anything_served(settings):
    try:
        return len(served(settings)) > 0
    except (OSError, ssl.SSLError):
        return False


# All of it


def write(path, text, mode):
    new = f'{path}.new'
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode), 'w') as file:
        os.fchmod(file.fileno(), mode)
        file.write(text)
    os.rename(new, path)


def read_settings():
    with open(SETTINGS) as file:
        return json.load(file)


def bring_about(settings, force):
    """One word for what was done. @raises Problem"""
    before = read_certificate(settings)
    if before is None and switch(settings, False):
        reload_nginx(settings)  # with a site that has no certificate nginx would not come up, and the CA find nobody
    if before is None:
        put_aside(settings)
    problem, what = None, 'unchanged'
    because = why_ask(settings, before, force)
    if because:
        try:
            issue(settings, because)
            what = 'issued' if before is None else 'renewed'
            say(f'{what}')
        except Problem as found:
            problem = found
    certificate = read_certificate(settings)
    if certificate is None or not certificate.fits(settings['name']):
        # Also when the link alone was taken away: a certificate that does not fit is not to be shown.
        if switch(settings, False) or is_anything_served(settings):
            reload_nginx(settings)
            end = time.monotonic() + 5
            while is_anything_served(settings) and time.monotonic() < end:
                time.sleep(0.1)
        raise problem or Problem('certbot ended well and left no fitting certificate.', 'none is on disk', 'run it again with --force.')
    was_switched = switch(settings, True)
    try:
        if was_switched or not is_served(settings, certificate):
            reload_nginx(settings)
        await_served(settings, certificate)
    except Problem as found:
        if was_switched and before is None:
            switch(settings, False)
        raise problem or found
    if problem:
        left = (certificate.end - datetime.now(timezone.utc)).days
        raise Problem(
            f'{problem.what} The old certificate stays' + (f', valid for {left} days.' if left >= 0 else '; it has ended.'),
            problem.why,
            problem.next,
            problem.code,
        )
    if what != 'unchanged' and certificate.end <= datetime.now(timezone.utc):
        raise Problem(
            'The new certificate has ended already: this server’s clock is ahead.',
            f'the clock says {stamp(datetime.now(timezone.utc))}, the certificate ends at {stamp(certificate.end)}.',
            'set the clock right (timedatectl) before the CA has given out too many; then run ./sclerite deploy.',
        )
    if certificate.begin > datetime.now(timezone.utc):
        raise Problem(
            'The certificate begins in the future: this server’s clock is behind.',
            f'the clock says {stamp(datetime.now(timezone.utc))}, the certificate begins at {stamp(certificate.begin)}.',
            'set the clock right (timedatectl); then run ./sclerite deploy.',
        )
    return what


def main(words):
    if words[:1] and words[0] in ('dns-add', 'dns-remove'):
        try:
            dns_hook(words[0])
            return 0
        except Problem as problem:
            print(f'{problem.what} {problem.why} Next: {problem.next}', file=sys.stderr)
            return 1
    if words not in ([], ['--force']):
        print('Usage: certificate [--force]', file=sys.stderr)
        return 64
    settings = read_settings()
    os.makedirs(RUNTIME, mode=0o700, exist_ok=True)
    with open(f"{os.path.dirname(settings['status'])}/lock", 'w') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        status = {'at': stamp(datetime.now(timezone.utc)), 'ok': False, 'name': settings['name'], 'directory': settings['directory']}
        try:
            status |= {'what': bring_about(settings, words == ['--force']), 'ok': True}
        except Problem as problem:
            status |= {'what': problem.what, 'why': problem.why, 'next': problem.next}
            if problem.code:
                status['code'] = problem.code
        except Exception as bug:
            traceback.print_exc()
            status |= {
                'what': 'The certificate program itself broke.',
                'why': f'{type(bug).__name__}: {bug}',
                'next': 'report it with the lines of: journalctl -u sclerite-certificate',
            }
        status['at'] = stamp(datetime.now(timezone.utc))
        try:
            shown = hashlib.sha256(served(settings)[0]).hexdigest()
            status['servedSha256'] = shown
            certificate = read_certificate(settings)
            if certificate and hashlib.sha256(certificate.der).hexdigest() == shown:
                status['servedUntil'] = stamp(certificate.end)
        except (OSError, ssl.SSLError):
            pass  # Nothing is served: the status has no date, which says so.
        write(settings['status'], json.dumps(status, indent=2, ensure_ascii=False) + '\n', 0o644)
    if status['ok']:
        say(f"{settings['name']}: {status['what']}, served until {status.get('servedUntil', '?')}")
        return 0
    say(status['what'])
    say(f"Why: {status['why']}")
    say(f"Next: {status['next']}")
    return 1


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
