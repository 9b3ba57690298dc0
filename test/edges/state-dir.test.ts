import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openState, stateRoot } from '../../edges/state-dir.ts';

const schema = z.object({ serverId: z.number() });
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sclerite-state-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('the state directory', () => {
  it('is made 0700, with files 0600', () => {
    const state = openState(root, 'demo');
    state.writeJson('servers/gateway/server.json', { serverId: 7 });
    expect(state.dir).toBe(join(root, '.sclerite/demo'));
    expect(modeOf(state.dir)).toBe(0o700);
    expect(modeOf(join(state.dir, 'servers/gateway'))).toBe(0o700);
    expect(modeOf(join(state.dir, 'servers/gateway/server.json'))).toBe(0o600);
    expect(state.readJson('servers/gateway/server.json', schema)).toEqual({ serverId: 7 });
  });

  it('narrows a mode that somebody widened', () => {
    chmodSync(openState(root, 'demo').dir, 0o755);
    expect(modeOf(openState(root, 'demo').dir)).toBe(0o700);
  });

  it('keeps a widened file private when it is written again', () => {
    const state = openState(root, 'demo');
    state.writeText('secrets/gateway/sudo', 'a');
    chmodSync(join(state.dir, 'secrets/gateway/sudo'), 0o644);
    state.writeText('secrets/gateway/sudo', 'b');
    expect(modeOf(join(state.dir, 'secrets/gateway/sudo'))).toBe(0o600);
  });

  it('knows a missing file from an empty one', () => {
    const state = openState(root, 'demo');
    expect(state.readText('caller.json')).toBeUndefined();
    expect(state.readJson('caller.json', schema)).toBeUndefined();
    state.writeText('caller.json', '');
    expect(state.readText('caller.json')).toBe('');
  });

  it('removes files and directories, and does not mind missing ones', () => {
    const state = openState(root, 'demo');
    state.writeText('servers/gateway/user-data', 'x');
    state.remove('servers/gateway');
    state.remove('servers/gateway');
    expect(state.readText('servers/gateway/user-data')).toBeUndefined();
  });

  it.each([
    { when: 'it was cut off', text: '{"serverId": ', why: /not JSON/ },
    { when: 'it is empty', text: '', why: /not JSON/ },
    { when: 'a field has another type', text: '{"serverId": "7"}', why: /serverId: / },
  ])('names a damaged file and leaves it alone when $when', ({ text, why }) => {
    const state = openState(root, 'demo');
    state.writeText('servers/gateway/server.json', text);
    const read = () => state.readJson('servers/gateway/server.json', schema);
    expect(read).toThrow(expect.objectContaining({ code: 'E_STATE_DAMAGED', why: expect.stringMatching(why) }));
    expect(read).toThrow(join(state.dir, 'servers/gateway/server.json'));
    expect(readFileSync(join(state.dir, 'servers/gateway/server.json'), 'utf8')).toBe(text);
  });

  it('refuses a link in its place', () => {
    mkdirSync(join(root, 'elsewhere'));
    mkdirSync(join(root, '.sclerite'));
    symlinkSync(join(root, 'elsewhere'), join(root, '.sclerite/demo'));
    expect(() => openState(root, 'demo')).toThrow(expect.objectContaining({ code: 'E_STATE_OWNER' }));
  });

  it.runIf(process.getuid?.() === 0)("refuses another user's directory", () => {
    chownSync(openState(root, 'demo').dir, 65534, 65534);
    expect(() => openState(root, 'demo')).toThrow(
      expect.objectContaining({ code: 'E_STATE_OWNER', message: expect.stringContaining('65534') }),
    );
  });

  it('says which path could not be written', () => {
    writeFileSync(join(root, '.sclerite'), 'a file in the way');
    expect(() => openState(root, 'demo')).toThrow(
      expect.objectContaining({ code: 'E_STATE_WRITE', message: expect.stringContaining('.sclerite/demo') }),
    );
  });

  it('lets no path out of it', () => {
    expect(() => openState(root, 'demo').writeText('../other/terraform.tfstate', '')).toThrow(/leaves/);
  });

  it('lies where SCLERITE_STATE_ROOT says', () => {
    expect(stateRoot({ SCLERITE_STATE_ROOT: '/srv/x' })).toBe('/srv/x');
    expect(stateRoot({})).toBe(join(import.meta.dirname, '../..'));
  });
});
