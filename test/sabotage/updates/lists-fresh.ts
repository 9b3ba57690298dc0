import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'updates.lists-fresh',
  break: `for path in /var/lib/apt/lists /var/lib/apt/periodic/update-stamp; do
  if [ -e "$path" ]; then touch --date='10 days ago' "$path"; fi
done`,
  repair: 'touch /var/lib/apt/lists',
} satisfies Sabotage;
