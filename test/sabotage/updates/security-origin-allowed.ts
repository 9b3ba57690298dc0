import type { Sabotage } from '../sabotage.ts';

/** The classic: `Allowed-Origins` with a code name, where the archive's suite is compared. It matches nothing and says nothing. */
export default {
  control: 'updates.security-origin-allowed',
  break: `cat >/etc/apt/apt.conf.d/99-sabotage <<'EOF'
#clear Unattended-Upgrade::Origins-Pattern;
#clear Unattended-Upgrade::Allowed-Origins;
Unattended-Upgrade::Allowed-Origins { "Debian:trixie-security"; };
EOF`,
  repair: 'rm /etc/apt/apt.conf.d/99-sabotage',
} satisfies Sabotage;
