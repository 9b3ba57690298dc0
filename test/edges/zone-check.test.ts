import { describe, expect, it } from 'vitest';
import type { Config } from '../../config/config.ts';
import type { HetznerApi } from '../../edges/hetzner.ts';
import { checkZones } from '../../edges/zone-check.ts';
import { KitError } from '../../policy/errors.ts';

const config = {
  project: 'demo',
  servers: [{ name: 'gateway', domain: 'gw.example.com', zone: 'example.com', exposure: 'tls' }],
} as unknown as Config;
const zone = { id: 1, name: 'example.com', mode: 'primary' };
const rrset = (type: string, value: string, name = 'gw') => ({ name, type, records: [{ value }] });

function api(rrsets: object[] = [], found: object | undefined = zone): HetznerApi {
  return {
    async get<T>(path: string): Promise<T> {
      if (path.startsWith('/zones/example.com/rrsets?name=')) return { rrsets } as T;
      if (path === '/zones/example.com' && found) return { zone: found } as T;
      throw new KitError({
        code: 'E_CLOUD_REFUSED',
        what: `The Hetzner API refused ${path} (404 not_found).`,
        why: 'zone not found',
        next: '',
      });
    },
  };
}
const nothing = { readText: () => undefined };
const owning = (...types: string[]) => ({
  readText: () =>
    JSON.stringify({
      resources: [
        { type: 'hcloud_server', instances: [{ attributes: {} }] },
        {
          type: 'hcloud_zone_rrset',
          instances: types.map((type) => ({ attributes: { zone: 'example.com', name: 'gw', type } })),
        },
      ],
    }),
});

describe('the zone that records go into', () => {
  it('is fine when it is there and has nothing of that name', async () => {
    expect(await checkZones(config, nothing, api([rrset('TXT', '"x"'), rrset('A', '192.0.2.1', 'www')]), {})).toEqual(
      [],
    );
  });

  it('is not asked about when no server has one', async () => {
    const silent = { get: () => Promise.reject(new Error('asked')) };
    const tunnel = { ...config, servers: [{ name: 'gateway' }] } as unknown as Config;
    expect(await checkZones(tunnel, nothing, silent, {})).toEqual([]);
  });

  it('is a mistake when the token does not see it', async () => {
    const unseen: HetznerApi = { get: (path) => api().get(path.replace('example.com', 'other.example')) };
    await expect(checkZones(config, nothing, unseen, {})).rejects.toMatchObject({
      code: 'E_ZONE_UNKNOWN',
      exitCode: 64,
    });
  });

  it('is a mistake when Hetzner only copies it', async () => {
    await expect(checkZones(config, nothing, api([], { ...zone, mode: 'secondary' }), {})).rejects.toMatchObject({
      code: 'E_ZONE_SECONDARY',
    });
  });

  it('is warned of when the world asks somebody else', async () => {
    const authoritative_nameservers = { assigned: ['hydrogen.ns.hetzner.com.'], delegation_status: 'invalid' };
    expect(await checkZones(config, nothing, api([], { ...zone, authoritative_nameservers }), {})).toEqual([
      expect.stringMatching(/does not ask Hetzner.*invalid.*hydrogen/),
    ]);
  });
});

describe('a record that is there already', () => {
  it.each(['A', 'AAAA', 'CAA', 'CNAME', 'NS'])('%s is never overwritten', async (type) => {
    await expect(checkZones(config, nothing, api([rrset(type, 'value')]), {})).rejects.toMatchObject({
      code: 'E_RECORD_CONFLICT',
      exitCode: 64,
      why: expect.stringContaining(`gw.example.com ${type} value`),
    });
  });

  it('is said with how to take it over', async () => {
    await expect(checkZones(config, nothing, api([rrset('A', '192.0.2.9')]), {})).rejects.toMatchObject({
      next: expect.stringContaining("terraform import 'hcloud_zone_rrset.dns_gateway_a' 'example.com/gw/A'"),
    });
  });

  it('is fine when Terraform made it from here, whatever its value, and only then', async () => {
    const rrsets = [rrset('A', '192.0.2.9'), rrset('AAAA', '2001:db8::9')];
    expect(await checkZones(config, owning('A', 'AAAA'), api(rrsets), {})).toEqual([]);
    await expect(checkZones(config, owning('A'), api(rrsets), {})).rejects.toMatchObject({
      why: expect.not.stringContaining(' A 192'),
    });
  });

  it('keeps nobody from destroying', async () => {
    expect(await checkZones(config, nothing, api([rrset('A', '192.0.2.9')]), { SCLERITE_COMMAND: 'destroy' })).toEqual([
      expect.stringContaining('in the way'),
    ]);
  });
});
