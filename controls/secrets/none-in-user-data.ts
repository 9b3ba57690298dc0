import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** The throwaway host key of the first contact. Handover replaces it, and then it opens nothing. */
const THROWAWAY_KEYS = 1;

export default defineControl({
  id: 'secrets.none-in-user-data',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'The user data holds no secret',
  failureTitle: 'The user data holds a secret',
  why: 'The cloud keeps the user data for the life of the server, hands it to every process that asks, and it cannot be changed later.',
  references: ['https://docs.hetzner.cloud/reference/cloud#server-metadata'],
  needs: ['secretTraces'],
  check({ secretTraces: { userData } }) {
    const place = '/var/lib/cloud, /run/cloud-init';
    const keys = userData.traces.filter(({ kind }) => kind === 'private-key');
    const wrong = userData.traces.filter(({ kind }) => kind !== 'private-key');
    if (wrong.length > 0 || userData.privateKeys > THROWAWAY_KEYS) {
      return fail(
        [
          ...wrong.map(({ path, kind, count }) => `${path}: ${count} of the shape ${kind}`),
          ...(userData.privateKeys > THROWAWAY_KEYS
            ? keys.map(({ path }) => `${path}: one of ${userData.privateKeys} different private keys`)
            : []),
        ],
        'Change that secret where it was issued: this copy cannot be taken back. Then find what put it into the user data',
      );
    }
    if (userData.unread.length > 0) return cannotTell(`${place}: ${userData.unread.join('; ')}`);
    // A server without what cloud-init keeps of its birth cannot show what was in it.
    if (userData.looked === 0) return cannotTell(`${place}: nothing is left of the user data to look at`);
    return pass([
      `${place}: ${userData.looked} files read, nothing that looks like a secret`,
      `${place}: ${userData.privateKeys} private key, the throwaway host key that handover has replaced`,
    ]);
  },
});
