import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quoteForShell, shellEnvironment } from '../../toolchain/shell-environment.ts';

it('names the Terraform and the CA bundle that the wrapper found', () => {
  expect(shellEnvironment({ TERRAFORM_BINARY_NAME: 'tofu', NODE_EXTRA_CA_CERTS: '/ca.pem', HOME: '/root' })).toEqual({
    TERRAFORM_BINARY_NAME: 'tofu',
    NODE_EXTRA_CA_CERTS: '/ca.pem',
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
  });
});

it('leaves out what was not found', () => {
  expect(Object.keys(shellEnvironment({}))).toEqual(['CHECKPOINT_DISABLE', 'DISABLE_VERSION_CHECK']);
});

it('quotes every word so that a shell reads it back unchanged', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\0'));
  const words = fc.sample(word, { numRuns: 200, seed: 1 });
  const script = words.map((text) => `printf '%s\\0' ${quoteForShell(text)}`).join('\n');
  const read = execFileSync('sh', { input: script, encoding: 'utf8' }).split('\0').slice(0, -1);
  expect(read).toEqual(words);
});
