import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.baseline-pinned',
  break: `cp -p /var/lib/sclerite/baseline.json /run/sabotage.json
sed -i 's/^"takenAt": [0-9]*/"takenAt": 1/' /var/lib/sclerite/baseline.json`,
  repair: `cp -p /run/sabotage.json /var/lib/sclerite/baseline.json
rm /run/sabotage.json`,
} satisfies Sabotage;
