import type { Sabotage } from '../sabotage.ts';

/** A comment: it changes nothing of what nginx does, so that no other control has a reason to fail. */
export default {
  control: 'proxy.config-exact',
  break: `cp -a /usr/local/share/sclerite/pages/not-found.html /run/sabotage-page
echo '<!-- sabotage -->' >>/usr/local/share/sclerite/pages/not-found.html`,
  repair: 'mv /run/sabotage-page /usr/local/share/sclerite/pages/not-found.html',
} satisfies Sabotage;
