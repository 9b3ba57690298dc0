import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bootstrapKeyOf } from '../../edges/bootstrap-host-key.ts';
import { openState, type State } from '../../edges/state-dir.ts';

let root: string;
let state: State;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sclerite-bootstrap-'));
  state = openState(root, 'demo');
});
afterEach(() => rmSync(root, { recursive: true }));
const file = 'servers/gateway/bootstrap-host-key';

describe('the throwaway host key', () => {
  it('is made once and kept', async () => {
    const first = await bootstrapKeyOf(state, 'gateway');
    expect(first.hostKeyPublic).toMatch(/^ssh-ed25519 [A-Za-z0-9+/]+=*$/);
    expect(await bootstrapKeyOf(state, 'gateway')).toEqual(first);
    expect(state.readText(`${file}.pub`)).toBe(`${first.hostKeyPublic}\n`);
  });

  it('is another one after handover has removed it', async () => {
    const first = await bootstrapKeyOf(state, 'gateway');
    state.remove(file);
    expect((await bootstrapKeyOf(state, 'gateway')).hostKeyPublic).not.toBe(first.hostKeyPublic);
  });

  it('gets its public half back when only that is lost', async () => {
    const { hostKeyPublic } = await bootstrapKeyOf(state, 'gateway');
    state.remove(`${file}.pub`);
    expect((await bootstrapKeyOf(state, 'gateway')).hostKeyPublic).toBe(hostKeyPublic);
    expect(state.readText(`${file}.pub`)).toBe(`${hostKeyPublic}\n`);
  });

  it('is not replaced when it is damaged: a born server may have it', async () => {
    state.writeText(file, 'rubbish');
    await expect(bootstrapKeyOf(state, 'gateway')).rejects.toMatchObject({ code: 'E_STATE_DAMAGED' });
    expect(state.readText(file)).toBe('rubbish');
  });
});
