import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as delivery from '../../devices/delivery-script.ts';
import { scratch } from './_state.ts';

/** A machine whose nginx, systemctl and ps say what the row wants: the real ones are met in the lab. */
function machine({ accepts = true, master = '4711', takesUp = true, hasList = true } = {}) {
  const dir = scratch();
  const file = join(dir, 'devices.crl');
  const program = (name: string, lines: string) => {
    writeFileSync(join(dir, name), `#!/bin/bash\n${lines}\n`, { mode: 0o755 });
  };
  program('nginx', accepts ? 'exit 0' : `echo "[emerg] cannot load $(cat ${file})" >&2; exit 1`);
  program('systemctl', `case "$1" in show) echo ${master};; reload) touch ${dir}/reloaded;; *) exit 99;; esac`);
  // As nginx does it: first the new worker beside the old one, then the old one stops accepting, then it is gone.
  const worker = (pid: number, words = '') => `echo "    ${pid} nginx: worker process${words}"`;
  program(
    'ps',
    `case $([ -e ${dir}/reloaded ] && ${takesUp} && ls ${dir} | grep -c ^slept) in
      2) ${worker(101, ' is shutting down')}; ${worker(102)};; 1) ${worker(101)}; ${worker(102)};; *) ${worker(101)};; esac`,
  );
  program('sleep', `if [ -e ${dir}/slept1 ]; then touch ${dir}/slept2; else touch ${dir}/slept1; fi`);
  if (hasList) writeFileSync(file, 'old');
  if (hasList) chmodSync(file, 0o640);
  const { status, stderr } = spawnSync('bash', ['-c', delivery.deliveryScript(file)], {
    encoding: 'utf8',
    input: 'new',
    env: { PATH: `${dir}:${process.env.PATH}` },
  });
  return {
    ...{ status, stderr },
    list: existsSync(file) ? `${readFileSync(file)} ${(statSync(file).mode & 0o777).toString(8)}` : 'none',
    wasReloaded: existsSync(join(dir, 'reloaded')),
    waited: readdirSync(dir).filter((name) => name.startsWith('slept')).length,
    left: readdirSync(dir).filter((name) => name.startsWith('devices.crl.')),
  };
}

it.each([
  { when: 'all is well', given: {}, status: delivery.DELIVERED, list: 'new 640', wasReloaded: true },
  {
    when: 'there is no list',
    given: { hasList: false },
    status: delivery.NOT_ASKING,
    list: 'none',
    wasReloaded: false,
  },
  {
    when: 'nginx does not run',
    given: { master: '0', accepts: false },
    status: delivery.STANDS_STILL,
    list: 'new 640',
    wasReloaded: false,
  },
  {
    when: 'nginx refuses it',
    given: { accepts: false },
    status: delivery.REFUSED,
    list: 'old 640',
    wasReloaded: false,
  },
  {
    when: 'no worker comes',
    given: { takesUp: false },
    status: delivery.NOT_TAKEN_UP,
    list: 'new 640',
    wasReloaded: true,
  },
])('$when -> $status', ({ given, status, list, wasReloaded }) => {
  const seen = machine(given);
  expect(seen).toMatchObject({ status, list, wasReloaded, left: [] });
  if (status === delivery.DELIVERED) expect(seen.waited).toBe(2);
  if (status === delivery.REFUSED) expect(seen.stderr).toContain('cannot load new');
});
