import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'updates.nothing-half-installed',
  break: `sed -i '/^Package: nano$/,/^$/s/^Status: .*/Status: install ok half-configured/' /var/lib/dpkg/status`,
  repair: `sed -i '/^Package: nano$/,/^$/s/^Status: .*/Status: install ok installed/' /var/lib/dpkg/status`,
} satisfies Sabotage;
