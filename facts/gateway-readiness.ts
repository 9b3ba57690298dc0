import { defineFact, Unreadable } from './fact.ts';

export interface GatewayReadiness {
  readonly url: string;
  /** HTTP status; 0: no answer. */
  readonly status: number;
  /** curl's own words when there was no answer. */
  readonly because?: string;
}

/** What the gateway answers on loopback when it is asked whether it is ready. It answers that to everybody, without a token. */
export const gatewayReadiness = defineFact<GatewayReadiness>({
  title: 'readiness of the gateway',
  speed: 'fast',
  source: ({ openclaw }) => ({
    kind: 'command',
    argv: [
      '/usr/bin/curl',
      '--silent',
      '--show-error',
      '--noproxy',
      '*',
      ...['--max-time', '2', '--output', '/dev/null', '--write-out', '%{http_code} %{url}'],
      `http://127.0.0.1:${openclaw.port}/readyz`,
    ],
  }),
  parse(reading) {
    if (reading.kind !== 'command') throw new Unreadable(`expected the output of a command, got ${reading.kind}`);
    const match = /^(\d{3}) (\S+)/.exec(reading.stdout);
    if (!match || reading.exit === null) {
      throw new Unreadable(
        `curl ended with ${reading.exit ?? 'its time limit'}: ${reading.stderr.trim().slice(0, 200)}`,
      );
    }
    const [, status, url] = match as unknown as [string, string, string];
    // curl writes 000 when nobody answered: refused, or too slow.
    return { url, status: Number(status), ...(reading.exit === 0 ? {} : { because: reading.stderr.trim() }) };
  },
});
