import { expect, it } from 'vitest';
import control from '../../../controls/openclaw/phone-home-off.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared, settings } from '../_openclaw.ts';

it.each<Row>([
  { when: 'everything is as wanted', facts: { openclawSettings: read(settings()) }, then: 'pass' },
  {
    when: 'it asks for updates at start',
    facts: { openclawSettings: read(settings('update.checkOnStart', true)) },
    then: 'fail',
  },
  {
    when: 'asking for updates is left to OpenClaw',
    facts: { openclawSettings: read(settings('update.checkOnStart')) },
    then: 'fail',
  },
  { when: 'it updates itself', facts: { openclawSettings: read(settings('update.auto.enabled', true)) }, then: 'fail' },
  { when: 'telemetry is on', facts: { openclawSettings: read(settings('telemetry.enabled', true)) }, then: 'fail' },
  {
    when: 'telemetry is not mentioned, and off by default',
    facts: { openclawSettings: read(settings('telemetry')) },
    then: 'pass',
  },
  {
    when: 'the catalogue is fetched',
    facts: { openclawSettings: read(settings('models.catalogRefresh.enabled', true)) },
    then: 'fail',
  },
  {
    when: 'the catalogue is left to OpenClaw',
    facts: { openclawSettings: read(settings('models.catalogRefresh')) },
    then: 'fail',
  },
  {
    when: 'it announces itself in the network',
    facts: { openclawSettings: read(settings('discovery.mdns.mode', 'full')) },
    then: 'fail',
  },
  { when: 'the config is empty', facts: { openclawSettings: read({}) }, then: 'fail' },
  { when: 'the config cannot be read', facts: { openclawSettings: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
