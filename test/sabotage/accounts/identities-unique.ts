import type { Sabotage } from '../sabotage.ts';

// 46 is plugdev, which nobody is in.
export default {
  control: 'accounts.identities-unique',
  break: 'groupadd --non-unique --gid 46 twin',
  repair: 'groupdel twin',
} satisfies Sabotage;
