import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.no-extra-login',
  break: 'useradd --create-home --shell /bin/bash intruder',
  repair: 'userdel --remove intruder',
} satisfies Sabotage;
