import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { readAuthority } from '../../devices/authority.ts';
import { ensureDevices } from '../../devices/ensure.ts';
import { probeCertificates } from '../../devices/files.ts';
import { revokeDevice } from '../../devices/revoke.ts';
import { buildList } from '../../devices/x509.ts';
import { NGINX, RunningNginx } from './_nginx.ts';
import { daysAfter, emptyState, hasProgram, issue } from './_state.ts';

const now = new Date();

describe.skipIf(NGINX === undefined || !hasProgram('openssl'))(
  'a real nginx with ssl_verify_client and ssl_crl',
  () => {
    it('lets in what this CA issued, and refuses revoked ones, strangers and nobody', async () => {
      const [state, elsewhere] = [emptyState(), emptyState()];
      const nginx = await RunningNginx.start(await ensureDevices(state, now));
      const probes = probeCertificates(state);
      const { probe } = await issue(state, 'phone', now);
      const { probe: stranger } = await issue(elsewhere, 'phone', now);
      expect(await nginx.get(probe)).toMatchObject({ status: 200, verdict: 'SUCCESS' });
      expect(await nginx.get(probes?.valid)).toMatchObject({ status: 200, verdict: 'SUCCESS' });
      expect(await nginx.get(probes?.revoked)).toMatchObject({ status: 400, verdict: 'FAILED:certificate revoked' });
      expect(await nginx.get(stranger)).toMatchObject({ status: 400, verdict: expect.stringMatching(/^FAILED:/) });
      expect(await nginx.get(undefined)).toMatchObject({ status: 400, verdict: 'NONE' });
    });

    it('refuses a revoked device from the reload on, and cuts nobody else off', async () => {
      const state = emptyState();
      const nginx = await RunningNginx.start(await ensureDevices(state, now));
      const [lost, other] = [await issue(state, 'lost', now), await issue(state, 'other', now)];
      expect(await nginx.get(lost.probe)).toMatchObject({ status: 200 });
      const download = nginx.get(other.probe, '/slow');
      await new Promise((resolve) => setTimeout(resolve, 300));
      const done = await revokeDevice(state, 'lost', now);
      await nginx.reload(done?.crl ?? '');
      expect(await nginx.get(lost.probe)).toMatchObject({ status: 400, verdict: 'FAILED:certificate revoked' });
      expect(await nginx.get(other.probe)).toMatchObject({ status: 200 });
      expect(await download).toEqual({ status: 200, verdict: 'SUCCESS', bytes: 400_000 });
    });

    it('refuses everybody once the list has ended: it fails closed', async () => {
      const state = emptyState();
      const devices = await ensureDevices(state, daysAfter(-30, now));
      const { probe } = await issue(state, 'phone', now);
      const authority = await readAuthority(state, now);
      if (authority === undefined) throw new Error('no CA');
      const span = { from: daysAfter(-20, now), until: daysAfter(-10, now) };
      const ended = await buildList({ ...span, number: 9, revoked: [] }, authority);
      const nginx = await RunningNginx.start({ ...devices, crl: ended });
      expect(await nginx.get(probe)).toMatchObject({ status: 400, verdict: 'FAILED:CRL has expired' });
      await nginx.reload(devices.crl);
      expect(await nginx.get(probe)).toMatchObject({ status: 200 });
    });

    it.each([
      { tls: 'ssl_session_cache off; ssl_session_tickets off; ssl_protocols TLSv1.2;', resumed: false, status: 400 },
      {
        tls: 'ssl_session_cache shared:s:1m; ssl_session_tickets off; ssl_protocols TLSv1.2;',
        resumed: true,
        status: 200,
      },
    ])('a resumed session would outlive the revocation: $tls', async ({ tls, resumed, status }) => {
      const state = emptyState();
      const nginx = await RunningNginx.start(await ensureDevices(state, now), tls);
      const { probe } = await issue(state, 'lost', now);
      const first = await nginx.handshake(probe);
      const session = first.getSession();
      expect((await nginx.get(probe, '/', first)).status).toBe(200);
      const done = await revokeDevice(state, 'lost', now);
      await nginx.reload(done?.crl ?? '');
      const again: TLSSocket = await nginx.handshake(probe, session);
      expect(again.isSessionReused()).toBe(resumed);
      expect((await nginx.get(probe, '/', again)).status).toBe(status);
    });
  },
);
