import { defineFact, entriesOf, Unreadable } from './fact.ts';

/** systemd-timesyncd touches it whenever the clock was set by a server. */
const STAMP = '/run/systemd/timesync/synchronized';

/** Whether the clock was set from the network since the last boot. Blind spot: chrony and ntpd leave no such trace. */
export const clockSync = defineFact<boolean>({
  title: 'whether the clock was set from the network',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: [STAMP] }),
  parse(reading) {
    const [stamp] = entriesOf(reading);
    if (!stamp || stamp.error !== undefined) throw new Unreadable(`${STAMP}: ${stamp?.error ?? 'not asked for'}`);
    return stamp.type === 'file';
  },
});
