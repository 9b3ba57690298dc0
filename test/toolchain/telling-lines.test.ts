import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { tellingLine, tellingLines } from '../../toolchain/telling-lines.ts';

const RESET = '\u001b[0m';
const BOLD = '\u001b[1m';
const handover = 'terraform_data.gateway_Handover_Run_EF3B46F4';

it.each([
  {
    when: 'a resource is begun',
    line: `lab  ${RESET}${BOLD}hcloud_server.gateway_Host_Server_B4547840: Creating...${RESET}`,
    then: 'hcloud_server.gateway_Host_Server_B4547840: Creating...',
  },
  {
    when: 'a resource is there',
    line: `     ${RESET}${BOLD}hcloud_ssh_key.Operators_Key9P: Creation complete after 0s [id=100001]${RESET}`,
    then: 'hcloud_ssh_key.Operators_Key9P: Creation complete after 0s [id=100001]',
  },
  {
    when: 'the handover speaks',
    line: `lab  ${RESET}${BOLD}${handover} (local-exec):${RESET} ${RESET}   1.2 s  gateway: first contact`,
    then: '   1.2 s  gateway: first contact',
  },
  {
    when: 'a part of an error',
    line: `     ${BOLD}│${RESET} ${BOLD}Error: server name is already used`,
    then: '│ Error: server name is already used',
  },
  {
    when: 'all is done',
    line: 'lab  Apply complete! Resources: 7 added, 0 changed, 0 destroyed.',
    then: 'Apply complete! Resources: 7 added, 0 changed, 0 destroyed.',
  },
  {
    when: 'nothing is to do',
    line: '     No changes. Your infrastructure matches the configuration.',
    then: 'No changes. Your infrastructure matches the configuration.',
  },
])('shows that $when', ({ line, then }) => {
  expect(tellingLine(line)).toBe(then);
});

it.each([
  { when: 'the wait for a handover that speaks itself', line: `lab  ${handover}: Still creating... [2m40s elapsed]` },
  {
    when: 'the command line of the handover',
    line: `lab  ${handover} (local-exec): Executing: ["/bin/sh" "-c" "./sclerite handover gateway"]`,
  },
  { when: 'the plan', line: '             + "sclerite"        = "lab"' },
  { when: "cdktf's own count", line: '0 Stacks deploying     1 Stack done     0 Stacks waiting' },
  { when: 'an empty line', line: '' },
])('leaves out $when', ({ line }) => {
  expect(tellingLine(line)).toBeUndefined();
});

it('is the same however the text is cut', async () => {
  const output = `lab  Apply complete! Resources: 1 added.\n     nothing\nlab  ${handover} (local-exec): ✔ done\nlab  Destroy complete!`;
  for (const size of [1, 7, 1000]) {
    const stream = tellingLines();
    for (let at = 0; at < output.length; at += size) stream.write(output.slice(at, at + size));
    stream.end();
    expect(await text(stream)).toBe('Apply complete! Resources: 1 added.\n✔ done\nDestroy complete!\n');
  }
});
