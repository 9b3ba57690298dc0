import { defineFact, entriesOf, Unreadable } from './fact.ts';

export interface AppArmorState {
  readonly isEnabled: boolean;
  /** How many profiles are loaded in a mode that refuses. */
  readonly enforced: number;
}

const ENABLED = '/sys/module/apparmor/parameters/enabled';
const PROFILES = '/sys/kernel/security/apparmor/profiles';

/** AppArmor as the kernel runs it. */
export const appArmor = defineFact<AppArmorState>({
  title: 'AppArmor in the kernel',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: [ENABLED, PROFILES], content: true }),
  parse(reading) {
    const [enabled, profiles] = entriesOf(reading);
    if (enabled?.error !== undefined) throw new Unreadable(`${ENABLED}: ${enabled.error}`);
    if (enabled?.content?.trim() !== 'Y') return { isEnabled: false, enforced: 0 };
    if (profiles?.content === undefined) throw new Unreadable(`${PROFILES}: ${profiles?.error ?? 'not there'}`);
    return { isEnabled: true, enforced: profiles.content.match(/ \((enforce|kill)\)$/gm)?.length ?? 0 };
  },
});
