# Runs in the machine. How long until the first byte of the gateway's answer, through nginx and directly, without a network between,
# turn about: milliseconds, as JSON. Usage: first-byte NAME ADDRESS PORT ROUNDS; `Authorization`'s value comes on standard input.
# ADDRESS is the machine's own: the gateway refuses a proxy that speaks for a client on loopback.

import json, socket, ssl, sys, time

name, address, port, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
authorization = sys.stdin.readline().strip()
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE  # who signed it is another question than how fast it is

PAGE = f'GET / HTTP/1.1\r\nHost: {name}\r\nAuthorization: {authorization}\r\n\r\n'.encode()
SOCKET = (f'GET / HTTP/1.1\r\nHost: {name}\r\nAuthorization: {authorization}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n'
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n').encode()


def plain():
    return socket.create_connection(('127.0.0.1', port), 5)


def secured():
    return context.wrap_socket(socket.create_connection((address, 443), 5), server_hostname=name)


def first_byte(connection, request):
    connection.sendall(request)
    return connection.recv(1)


def rest(connection):
    """The rest of an answer with a length, or in chunks, so that the next one is a new one."""
    head = b''
    while not head.endswith(b'\r\n\r\n'):
        head += connection.recv(1)
    fields = dict(line.lower().split(b': ', 1) for line in head.split(b'\r\n') if b': ' in line)
    if b'content-length' in fields:
        left = int(fields[b'content-length'])
        while left > 0:
            left -= len(connection.recv(left))
    elif fields.get(b'transfer-encoding') == b'chunked':
        body = b''
        while not body.endswith(b'0\r\n\r\n'):
            body += connection.recv(4096)


def timed(act):
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def fresh(open_, figures, kind):
    """One WebSocket on a connection of its own: from nothing, and from when the connection (with TLS: the handshake) stands."""
    begun = time.perf_counter()
    connection = open_()
    stands = time.perf_counter()
    first_byte(connection, SOCKET)
    done = time.perf_counter()
    answer = connection.recv(64)
    connection.close()
    if b' 101 ' not in b'H' + answer:
        sys.exit(f'{kind}: {answer!r} is no handshake')
    figures[f'{kind}, from nothing'].append((done - begun) * 1000)
    figures[f'{kind}, once connected'].append((done - stands) * 1000)


figures = {f'{kind}, {what}': [] for kind in ('nginx', 'gateway') for what in ('kept alive', 'from nothing', 'once connected')}
kept = {'nginx': secured(), 'gateway': plain()}
for number in range(-1, rounds):
    for kind, open_ in (('nginx', secured), ('gateway', plain)):
        taken = timed(lambda: first_byte(kept[kind], PAGE))
        rest(kept[kind])
        if number >= 0:  # the first is for those who warm up
            figures[f'{kind}, kept alive'].append(taken)
            fresh(open_, figures, kind)
    time.sleep(0.3)  # nginx lets one client ask ten times a second
print(json.dumps(figures))
