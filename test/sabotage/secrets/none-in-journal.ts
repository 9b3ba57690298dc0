import type { Sabotage } from '../sabotage.ts';

/** A line cannot be taken out of a journal, so it gets a file of its own, and that file goes. */
export default {
  control: 'secrets.none-in-journal',
  break: `journalctl --rotate
logger --tag sabotage "$(printf 'key sk-ant-api03-%s' sabotagesabotagesabotage)"
journalctl --sync`,
  repair: `journalctl --rotate
for file in /var/log/journal/*/*@*.journal /run/log/journal/*/*@*.journal; do
  if [ -e "$file" ] && [ -n "$(journalctl --quiet --file="$file" --identifier=sabotage --lines=1)" ]; then rm "$file"; fi
done`,
} satisfies Sabotage;
