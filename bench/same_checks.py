"""Thirty of the kit's checks as pytest-testinfra writes them, without root: what its users would have instead."""

import pytest

FILES = [
    ("/etc/ssh/sshd_config", "root", 0o644),
    ("/etc/passwd", "root", 0o644),
    ("/etc/group", "root", 0o644),
    ("/etc/shadow", "root", 0o640),
    ("/etc/gshadow", "root", 0o640),
    ("/etc/crontab", "root", None),
    ("/etc/hosts", "root", 0o644),
    ("/etc/nftables.conf", "root", None),
]
SERVICES = ["ssh", "nftables", "fail2ban", "unattended-upgrades", "openclaw-gateway"]
PACKAGES = ["openssh-server", "nftables", "fail2ban", "unattended-upgrades", "sudo"]
USERS = [("root", "/bin/bash"), ("openclaw", "/usr/sbin/nologin")]
LISTENING = ["tcp://22"]
SILENT = ["tcp://0.0.0.0:18789", "tcp://0.0.0.0:80", "tcp://0.0.0.0:443"]
SYSCTLS = ["net.ipv4.conf.all.accept_redirects", "net.ipv4.conf.all.send_redirects", "net.ipv6.conf.all.accept_redirects"]
GROUPS = ["openclaw", "sudo", "auditor"]


@pytest.mark.parametrize("path,owner,mode", FILES)
def test_file(host, path, owner, mode):
    entry = host.file(path)
    assert entry.exists and entry.user == owner
    if mode is not None:
        assert entry.mode == mode


@pytest.mark.parametrize("name", SERVICES)
def test_service(host, name):
    assert host.service(name).is_running


@pytest.mark.parametrize("name", PACKAGES)
def test_package(host, name):
    assert host.package(name).is_installed


@pytest.mark.parametrize("name,shell", USERS)
def test_user(host, name, shell):
    assert host.user(name).shell == shell


@pytest.mark.parametrize("address", LISTENING)
def test_listens(host, address):
    assert host.socket(address).is_listening


@pytest.mark.parametrize("address", SILENT)
def test_silent(host, address):
    assert not host.socket(address).is_listening


@pytest.mark.parametrize("name", SYSCTLS)
def test_sysctl(host, name):
    assert host.sysctl(name) in (0, 1)


@pytest.mark.parametrize("name", GROUPS)
def test_group(host, name):
    assert host.group(name).exists
