import type { Sabotage } from '../sabotage.ts';
import { anotherPassword, samePassword } from './_password.ts';

// The SHA-256 scheme of the year 2007; the hash is of nothing.
export default {
  control: 'accounts.passwords-hashed',
  break: anotherPassword('admin', `usermod --password '$5$sabotage$mUe8CSVy7UFWGDEB4YNOi7qzQq2kLdHdG3YVBXvlXY1' admin`),
  repair: samePassword('admin'),
} satisfies Sabotage;
