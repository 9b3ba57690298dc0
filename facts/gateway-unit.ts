import { gatewayUnit as unit } from '../openclaw/paths.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface GatewayUnit {
  /** The file that systemd loaded. '' when there is none. */
  readonly fragment: string;
  /** Drop-ins that change it, in the order in which they were read. */
  readonly dropIns: readonly string[];
}

/** Which files make up the gateway's unit, as systemd loaded it. */
export const gatewayUnit = defineFact<GatewayUnit>({
  title: "files of the gateway's unit",
  speed: 'fast',
  source: () => ({
    kind: 'command',
    argv: ['/usr/bin/systemctl', 'show', '--property=FragmentPath,DropInPaths', unit],
  }),
  parse(reading) {
    const text = stdoutOf(reading);
    const value = (property: string) => new RegExp(`^${property}=(.*)$`, 'm').exec(text)?.[1];
    const [fragment, dropIns] = [value('FragmentPath'), value('DropInPaths')];
    if (fragment === undefined || dropIns === undefined) {
      throw new Unreadable(`systemctl show printed no FragmentPath and DropInPaths: ${text.slice(0, 200)}`);
    }
    return { fragment, dropIns: dropIns.split(' ').filter(Boolean) };
  },
});
