import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { printable } from '../../policy/printable.ts';
import { junit } from '../../report/junit.ts';
import type { Report } from '../../report/report.ts';
import { example, green, HOSTILE } from './_example.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
}

/** A parser that nobody here wrote: expat, as Python has it. */
const PARSER = `
import json, sys, xml.etree.ElementTree as tree
def plain(element):
    return {"name": element.tag, "attributes": element.attrib, "text": element.text or "", "children": [plain(child) for child in element]}
print(json.dumps(plain(tree.fromstring(sys.stdin.buffer.read()))))
`;

function parse(xml: string): Element {
  const { status, stdout, stderr } = spawnSync('/usr/bin/python3', ['-IS', '-c', PARSER], {
    input: xml,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Element;
}

const suites = (report: Report) => parse(junit(report)).children;
const casesOf = (suite: Element | undefined) => (suite?.children ?? []).filter(({ name }) => name === 'testcase');
const isRunnable = spawnSync('/usr/bin/python3', ['-c', '']).status === 0;

describe.skipIf(!isRunnable)('JUnit, read by a parser (skipped without Python at /usr/bin/python3)', () => {
  it('has a suite a server and a case a control, and counts them', () => {
    const read = suites(example);
    expect(read.map(({ attributes }) => attributes.name)).toEqual(['gateway', 'edge', 'backup']);
    expect(read[0]?.attributes).toMatchObject({ tests: '5', failures: '2', errors: '1', skipped: '1', time: '0.612' });
    for (const suite of [...read, ...suites(green)]) {
      const cases = casesOf(suite);
      const withChild = (name: string) => cases.filter(({ children }) => children.some((child) => child.name === name));
      expect(suite.attributes).toMatchObject({
        tests: String(cases.length),
        failures: String(withChild('failure').length),
        errors: String(withChild('error').length),
        skipped: String(withChild('skipped').length),
      });
    }
  });

  it.each([
    { status: 'fail', index: 0, then: ['failure'] },
    { status: 'cannot-tell', index: 2, then: ['error'] },
    { status: 'pass', index: 3, then: ['system-out'] },
    { status: 'suppressed', index: 4, then: ['skipped', 'system-out'] },
  ])('$status -> $then', ({ index, then }) => {
    expect(casesOf(suites(example)[0])[index]?.children.map(({ name }) => name)).toEqual(then);
  });

  it('brings what a server says through whole, but for what XML cannot carry', () => {
    const [gateway] = suites(example);
    const read = printable(HOSTILE).replace('\ufffe \uffff', '\\ufffe \\uffff');
    expect(casesOf(gateway)[1]?.children[0]?.text).toBe(`${read}\nNext: ${read}`);
    expect(casesOf(gateway)[2]?.children[0]?.attributes.message).toBe(`nftRuleset: nft: ${read}`);
  });

  it('names a case by its id, in the package of its server', () => {
    expect(casesOf(suites(green)[0])[0]?.attributes).toEqual({
      classname: 'gateway.ssh',
      name: 'ssh.password-auth-off',
      time: '0.000',
    });
  });
});
