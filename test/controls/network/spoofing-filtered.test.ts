import { expect, it } from 'vitest';
import control from '../../../controls/network/spoofing-filtered.ts';
import type { KernelSettings } from '../../../facts/kernel-settings.ts';
import { judge } from '../../../policy/judge.ts';
import { read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const hardened: KernelSettings = {
  'net/ipv4/conf/all/rp_filter': { value: '1' },
  'net/ipv4/conf/eth0/rp_filter': { value: '1' },
};

it.each<{ when: string; settings: KernelSettings; then: string }>([
  { when: 'all of it is as wanted', settings: {}, then: 'pass' },
  { when: 'one of them is not', settings: { 'net/ipv4/conf/all/rp_filter': { value: '2' } }, then: 'fail' },
  { when: 'the last of them is not', settings: { 'net/ipv4/conf/eth0/rp_filter': { value: '0' } }, then: 'fail' },
  {
    when: 'an interface that came later has another',
    settings: { 'net/ipv4/conf/eth1.7/rp_filter': { value: '0' } },
    then: 'fail',
  },
  {
    when: 'one cannot be read',
    settings: { 'net/ipv4/conf/all/rp_filter': { error: 'Permission denied' } },
    then: 'cannot-tell',
  },
  {
    when: 'one cannot be read and another is wrong',
    settings: { 'net/ipv4/conf/all/rp_filter': { error: 'x' }, 'net/ipv4/conf/eth0/rp_filter': { value: '0' } },
    then: 'fail',
  },
])('$when -> $then', ({ settings, then }) => {
  expect(judge(control, { kernelSettings: read({ ...hardened, ...settings }) }, declared).status).toBe(then);
});

it.each([
  { when: 'the kernel knows none of them', kernelSettings: read({}), then: 'cannot-tell' },
  { when: 'the collector failed', kernelSettings: unreadable(), then: 'cannot-tell' },
])('$when -> $then', ({ kernelSettings, then }) => {
  expect(judge(control, { kernelSettings }, declared).status).toBe(then);
});
