#!/usr/bin/python3 -IS
"""All that the auditor may do: ask for the facts. sshd runs it instead of whatever was asked for."""
import os, socket, sys

DOORS = {'': 'facts', 'facts': 'facts', 'facts --fresh': 'facts-fresh'}

door = DOORS.get(os.environ.get('SSH_ORIGINAL_COMMAND', ''))
if door is None:
    sys.exit('sclerite: this account answers "facts" and "facts --fresh", nothing else')
with socket.socket(socket.AF_UNIX) as service:
    try:
        service.connect('/run/sclerite/%s.sock' % door)
    except OSError as error:
        sys.exit('sclerite: the facts service does not answer (%s): look at systemctl status sclerite-%s.socket' % (error, door))
    answered = False
    while data := service.recv(1 << 16):
        answered = True
        sys.stdout.buffer.write(data)
if not answered:
    sys.exit("sclerite: the facts service ended without a word: look at journalctl -u 'sclerite-facts*'")
