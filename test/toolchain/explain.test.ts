import { describe, expect, it } from 'vitest';
import { explain, terraformErrors } from '../../toolchain/explain.ts';

/** How cdktf-cli 0.21 prints one of Terraform 1.11's errors: a column with the stack's name, colours, a frame. */
const framed = (headline: string, ...more: string[]) =>
  [
    'sclerite  \u001b[31m╷\u001b[0m\u001b[0m',
    `          \u001b[31m│\u001b[0m \u001b[0m\u001b[1m\u001b[31mError: \u001b[0m\u001b[0m\u001b[1m${headline}\u001b[0m`,
    '          \u001b[31m│\u001b[0m \u001b[0m',
    '          \u001b[31m│\u001b[0m \u001b[0m  with hcloud_server.Gateway_Server_1A2B,',
    '          \u001b[31m│\u001b[0m \u001b[0m  on cdk.tf.json line 16, in provider.hcloud[0]:',
    '          \u001b[31m│\u001b[0m \u001b[0m  16:       }',
    ...more.map((line) => `          \u001b[31m│\u001b[0m \u001b[0m${line}`),
    '          \u001b[31m╵\u001b[0m\u001b[0m',
  ].join('\n');

describe('terraformErrors', () => {
  it('takes the words out of frames, colours and columns', () => {
    const output = `sclerite  Planning failed.\n${framed('Missing Hetzner Cloud API token', 'While configuring the provider, the token was', 'not found.')}\nmore`;
    expect(terraformErrors(output)).toEqual([
      'Missing Hetzner Cloud API token While configuring the provider, the token was not found.',
    ]);
  });

  it('names what cdktf prints twice only once, and keeps the order', () => {
    const output = [framed('first'), framed('second'), framed('first')].join('\n');
    expect(terraformErrors(output)).toEqual(['first', 'second']);
  });

  it('finds nothing in a quiet run', () => {
    expect(terraformErrors('Apply complete! Resources: 1 added\nError: none of ours')).toEqual([]);
  });
});

describe('explain', () => {
  it.each([
    { says: 'Missing Hetzner Cloud API token', code: 'E_TOKEN_MISSING', exitCode: 64 },
    { says: 'entered token is invalid (must be exactly 64 characters long)', code: 'E_TOKEN_MALFORMED', exitCode: 64 },
    { says: 'the token you provided is invalid (unauthorized, 1a2b)', code: 'E_API_UNAUTHORIZED', exitCode: 1 },
    { says: 'insufficient permissions (forbidden, 1a2b)', code: 'E_API_FORBIDDEN', exitCode: 1 },
    { says: 'server limit exceeded (resource_limit_exceeded, 1a2b)', code: 'E_API_LIMIT', exitCode: 1 },
    { says: 'server name is already used (uniqueness_error, 1a2b)', code: 'E_API_NAME_TAKEN', exitCode: 1 },
    { says: 'error during placement (resource_unavailable, 1a2b)', code: 'E_API_UNAVAILABLE', exitCode: 1 },
    { says: 'resource is protected (protected, 1a2b)', code: 'E_API_PROTECTED', exitCode: 1 },
    { says: 'item is locked (locked, 1a2b)', code: 'E_API_LOCKED', exitCode: 1 },
    {
      says: 'limit of 3600 requests per hour reached (rate_limit_exceeded, 1a2b)',
      code: 'E_API_RATE_LIMIT',
      exitCode: 1,
    },
    { says: "invalid input in field 'location' (invalid_input, 1a2b)", code: 'E_API_INVALID', exitCode: 1 },
    { says: 'internal error (server_error, 1a2b)', code: 'E_API_BROKEN', exitCode: 1 },
    { says: 'hcloud: server responded with status code 503', code: 'E_API_BROKEN', exitCode: 1 },
    { says: 'Error acquiring the state lock', code: 'E_STATE_LOCKED', exitCode: 1 },
    { says: 'write plan: no space left on device', code: 'E_DISK_FULL', exitCode: 1 },
    {
      says: 'Get "http://127.0.0.1:9/v1/ssh_keys": dial tcp 127.0.0.1:9: connect: connection refused',
      code: 'E_API_UNREACHABLE',
      exitCode: 1,
    },
    { says: 'Get "http://127.0.0.1:9/v1/servers": EOF', code: 'E_API_UNREACHABLE', exitCode: 1 },
    { says: 'Post "http://127.0.0.1:9/v1/servers": EOF', code: 'E_API_ANSWER_LOST', exitCode: 1 },
    {
      says: 'Post "http://127.0.0.1:9/v1/servers": read tcp 127.0.0.1:4->127.0.0.1:9: read: connection reset by peer',
      code: 'E_API_ANSWER_LOST',
      exitCode: 1,
    },
    {
      says: 'Post "http://127.0.0.1:9/v1/servers": dial tcp 127.0.0.1:9: connect: connection refused',
      code: 'E_API_UNREACHABLE',
      exitCode: 1,
    },
    { says: 'Failed to query available provider packages', code: 'E_PROVIDER_MISSING', exitCode: 1 },
    { says: 'Something nobody thought of', code: 'E_TERRAFORM', exitCode: 1 },
  ])('$says -> $code', ({ says, code, exitCode }) => {
    const error = explain('Cannot deploy.', framed(says), 1);
    expect(error).toMatchObject({ code, exitCode, message: 'Cannot deploy.', why: says });
    expect(error.next).not.toBe('');
  });

  it('keeps the code of a step of the kit that failed inside Terraform', () => {
    const said = 'terraform_data.Handover (local-exec): Cannot reach gateway.   [E_SSH_TIMEOUT]';
    expect(explain('Cannot deploy.', `${said}\n${framed('local-exec provisioner error')}`, 1).code).toBe(
      'E_SSH_TIMEOUT',
    );
  });

  it('tells a failed verification from everything else that may go wrong, and ends as a verify does', () => {
    const said = 'gateway  12.3 s  verified: 120 passed, 2 failed, 0 could not be told, 0 suppressed';
    const error = explain('Cannot deploy.', `${said}\n${framed('local-exec provisioner error')}`, 1);
    expect(error).toMatchObject({
      code: 'E_NOT_VERIFIED',
      exitCode: 2,
      why: expect.stringMatching(/^2 of the controls/),
    });
    const passed = said.replace('2 failed', '0 failed');
    expect(explain('Cannot deploy.', `${passed}\n${framed('local-exec provisioner error')}`, 1).code).toBe(
      'E_TERRAFORM',
    );
  });

  it('says so when Terraform gave no reason', () => {
    expect(explain('Cannot deploy.', 'Segmentation fault', 139)).toMatchObject({
      code: 'E_TERRAFORM',
      why: 'cdktf ended with exit code 139; its words are above.',
    });
  });

  it('does not let a server move the cursor through an error', () => {
    expect(explain('Cannot deploy.', framed('bad \u001b]0;title\u0007 name'), 1).why).toBe(
      'bad \\x1b]0;title\\x07 name',
    );
  });
});
