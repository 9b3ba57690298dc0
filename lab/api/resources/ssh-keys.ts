import { createHash } from 'node:crypto';
import { z } from 'zod';
import * as field from '../body.ts';
import { type Cloud, requireFreeName, requireRoom } from '../cloud.ts';
import { invalidInput, notFound, notUnique } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import { type SshKeyRecord, sshKeys } from '../records.ts';
import type { ApiRequest, Route } from '../router.ts';

const createBody = z.strictObject({ name: field.plainName, public_key: z.string(), labels: field.labels.optional() });
const updateBody = z.strictObject({ name: field.plainName.optional(), labels: field.labels.optional() });

const nameTaken = 'SSH key name is already used';

export function sshKeyRoutes(cloud: Cloud): Route[] {
  const keys = sshKeys(cloud.store);
  const wanted = ({ params }: ApiRequest): SshKeyRecord => {
    const key = keys.get(Number(params.id));
    if (key === undefined) throw notFound('SSH key', params.id ?? '');
    return key;
  };
  return [
    {
      method: 'GET',
      pattern: '/ssh_keys',
      query: [...pageParameters, 'name', 'fingerprint', 'label_selector', 'sort'],
      handle: ({ query }) =>
        list(keys.all(), {
          key: 'ssh_keys',
          query,
          filters: { name: ({ name }) => name, fingerprint: ({ fingerprint }) => fingerprint },
          labels: ({ labels }) => labels,
          sorts: { id: ({ id }) => id, name: ({ name }) => name },
          view,
        }),
    },
    {
      method: 'POST',
      pattern: '/ssh_keys',
      handle: ({ body }) => {
        const { name, public_key, labels } = field.read(createBody, body);
        const publicKey = public_key.trim(); // as the real API does since 2026-04-22
        const fingerprint = fingerprintOf(publicKey);
        requireFreeName(keys, name, nameTaken);
        if (keys.find((key) => key.fingerprint === fingerprint) !== undefined) {
          throw notUnique('public_key', 'SSH key with the same fingerprint already exists');
        }
        requireRoom(keys, 'SSH key', cloud.limits.sshKeys);
        const created = cloud.now().toISOString();
        const key = keys.insert({
          id: cloud.store.takeId(),
          name,
          fingerprint,
          publicKey,
          labels: labels ?? {},
          created,
        });
        return { status: 201, body: { ssh_key: view(key) } };
      },
    },
    {
      method: 'GET',
      pattern: '/ssh_keys/:id',
      handle: (request) => ({ status: 200, body: { ssh_key: view(wanted(request)) } }),
    },
    {
      method: 'PUT',
      pattern: '/ssh_keys/:id',
      handle: (request) => {
        const key = wanted(request);
        const change = field.read(updateBody, request.body);
        if (change.name !== undefined) requireFreeName(keys, change.name, nameTaken, key);
        key.name = change.name ?? key.name;
        key.labels = change.labels ?? key.labels;
        return { status: 200, body: { ssh_key: view(key) } };
      },
    },
    {
      method: 'DELETE',
      pattern: '/ssh_keys/:id',
      handle: (request) => {
        keys.remove(wanted(request).id);
        return { status: 204 };
      },
    },
  ];
}

const view = (key: SshKeyRecord): object => ({
  id: key.id,
  name: key.name,
  fingerprint: key.fingerprint,
  public_key: key.publicKey,
  labels: key.labels,
  created: key.created,
});

const keyTypes = new Set([
  'ssh-ed25519',
  'ssh-rsa',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'sk-ssh-ed25519@openssh.com',
  'sk-ecdsa-sha2-nistp256@openssh.com',
]);

/**
 * MD5 of the key blob in colon hex: what the API calls a fingerprint.
 * @throws ApiError 422 invalid_input when the text is not one line of an OpenSSH public key
 */
function fingerprintOf(publicKey: string): string {
  const [type = '', base64 = ''] = publicKey.split(/ +/);
  const blob = Buffer.from(base64, 'base64');
  const nameLength = blob.length >= 4 ? blob.readUInt32BE(0) : 0;
  const inner = blob.subarray(4, 4 + nameLength).toString('latin1');
  if (/[\r\n]/.test(publicKey) || !keyTypes.has(type) || inner !== type || blob.length < 4 + nameLength + 32) {
    throw invalidInput({ public_key: ['is not an OpenSSH public key (type, base64, comment on one line)'] });
  }
  return createHash('md5')
    .update(blob)
    .digest('hex')
    .replace(/(..)(?=.)/g, '$1:');
}
