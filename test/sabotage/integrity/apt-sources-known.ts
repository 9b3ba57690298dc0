import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.apt-sources-known',
  break: `cat >/etc/apt/sources.list.d/vendor.sources <<'EOF'
Enabled: no
Types: deb
URIs: https://packages.example.com/
Suites: stable
Components: main
Signed-By: /etc/ssl/certs/ca-certificates.crt
EOF`,
  repair: `rm /etc/apt/sources.list.d/vendor.sources`,
} satisfies Sabotage;
