import { expect, it } from 'vitest';
import type { Control } from '../../controls/control.ts';
import { selectControls } from '../../verify/select.ts';

const all = ['ssh.password-auth-off', 'ssh.root-login-off', 'network.inbound-drop'].map((id) => ({ id }) as Control);
const chosen = (...only: string[]) => selectControls(all, only).map(({ id }) => id);

it('takes everything, an area, or single controls, in the order of the report', () => {
  expect(chosen()).toEqual(all.map(({ id }) => id));
  expect(chosen('ssh')).toEqual(['ssh.password-auth-off', 'ssh.root-login-off']);
  expect(chosen('network.inbound-drop', 'ssh.root-login-off')).toEqual(['ssh.root-login-off', 'network.inbound-drop']);
});

it('refuses an unknown name with the nearest one, as a usage error', () => {
  expect(() => chosen('ssh.pasword-auth-off')).toThrow('ssh.pasword-auth-off (did you mean ssh.password-auth-off?)');
  expect(() => chosen('sssh', 'quantum')).toThrow('sssh (did you mean ssh?), quantum.');
  expect(() => chosen('sh')).toThrowError(expect.objectContaining({ exitCode: 64 }));
});

it('refuses to judge nothing', () => {
  expect(() => selectControls([], [])).toThrowError(expect.objectContaining({ exitCode: 64, code: 'E_USAGE' }));
});
