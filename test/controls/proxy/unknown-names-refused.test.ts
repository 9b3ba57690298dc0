import { expect, it } from 'vitest';
import control from '../../../controls/proxy/unknown-names-refused.ts';
import { judge } from '../../../policy/judge.ts';
import { answer, declaredTls, hello, mainWith, proxyConfig, seen, siteWith, web } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const site = { proxyConfig: read(proxyConfig()) };
const hellos = (change: Partial<typeof web.hellos>) => ({ ...seen({ hellos: { ...web.hellos, ...change } }), ...site });

it.each<Row>([
  { when: 'only the name is answered', facts: { ...seen(), ...site }, then: 'pass' },
  {
    when: 'any name gets the certificate',
    facts: hellos({ unknownName: hello.accepted('an unknown name') }),
    then: 'fail',
  },
  { when: 'no name gets the certificate', facts: hellos({ noName: hello.accepted('no name') }), then: 'fail' },
  { when: 'port 80 answers any name', facts: { ...seen({ plainUnknownName: answer(308) }), ...site }, then: 'fail' },
  {
    when: 'nginx answers to a second name',
    facts: {
      ...seen(),
      ...siteWith('server_name gateway.example.com', 'server_name gateway.example.com other.example.com'),
    },
    then: 'fail',
  },
  {
    when: 'on port 80 only, nginx answers to a second name',
    facts: { ...seen(), ...mainWith('server_name gateway.example.com', 'server_name other.example.com') },
    then: 'fail',
  },
  {
    when: 'nothing came in time',
    facts: hellos({ unknownName: hello.silent('an unknown name') }),
    then: 'cannot-tell',
  },
  {
    when: 'nothing came in time without a name',
    facts: hellos({ noName: hello.silent('no name') }),
    then: 'cannot-tell',
  },
  { when: 'nobody looked from outside', facts: { ...site, outsideWeb: unreadable() }, then: 'cannot-tell' },
  { when: 'the configuration could not be read', facts: { ...seen(), proxyConfig: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
