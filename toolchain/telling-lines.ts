import { Transform } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** What a person waiting for an apply wants to see of it: resources coming and going, the outcome, errors, and our own words. */
const TELLING =
  /^(?:hcloud_\S+: (?:Creating|Creation complete|Destroying|Destruction complete|Modifying|Modifications complete)|Plan:|No changes\.|Apply complete!|Destroy complete!|[╷│╵])/;
/** A provisioner's line: its first group is what the program itself said. */
const PROVISIONER = /^\S+ \(local-exec\): ?(.*)$/;
const COMMAND_LINE = /^Executing: \[/;

/**
 * One line of cdktf's output → what to show of it, or undefined. Pure. cdktf 0.21 puts the stack's name, or as many spaces,
 * before what Terraform says, and Terraform the resource's address before what a provisioner says.
 */
export function tellingLine(raw: string): string | undefined {
  const line = stripVTControlCharacters(raw).replace(/^(?:\S+ {2}| {5,})/, '');
  const said = PROVISIONER.exec(line)?.[1];
  if (said !== undefined) return COMMAND_LINE.test(said) ? undefined : said;
  return TELLING.test(line) ? line : undefined;
}

/** Lets only the telling lines through. */
export function tellingLines(): Transform {
  let rest = '';
  const filter = (text: string) =>
    text
      .split('\n')
      .map(tellingLine)
      .filter((line) => line !== undefined)
      .map((line) => `${line}\n`)
      .join('');
  return new Transform({
    decodeStrings: false,
    encoding: 'utf8',
    transform(chunk: string | Buffer, _, done) {
      const text = rest + chunk.toString();
      const end = text.lastIndexOf('\n') + 1;
      rest = text.slice(end);
      done(null, filter(text.slice(0, end).replace(/\n$/, '')));
    },
    flush(done) {
      done(null, filter(rest));
    },
  });
}
