import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.packages-from-archives',
  break: `mkdir -p /run/sabotage/DEBIAN
printf 'Package: monitor-agent\\nVersion: 1.0\\nArchitecture: all\\nMaintainer: nobody\\nDescription: laid in by hand\\n' >/run/sabotage/DEBIAN/control
dpkg-deb --build /run/sabotage /run/sabotage.deb
dpkg --install /run/sabotage.deb
rm -r /run/sabotage /run/sabotage.deb`,
  repair: `dpkg --purge monitor-agent`,
} satisfies Sabotage;
