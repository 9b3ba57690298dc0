import { X509Certificate } from 'node:crypto';
import { privateRange } from './cidr.ts';
import type { Config } from './config.ts';
import type { ParseContext } from './schema.ts';

/** What is allowed and probably not meant. One sentence each. */
export function warningsOf(config: Config, { today }: ParseContext): string[] {
  const { from } = config.ssh;
  const provider = config.openclaw.model.split('/')[0] ?? '';
  const used = [provider, ...Object.keys(config.openclaw.channels)];
  return [
    ...(from === 'anywhere' ? ['ssh.from is "anywhere": every address on the internet may try to log in.'] : []),
    ...(typeof from === 'string' ? [] : from)
      .filter((cidr) => privateRange(cidr) !== undefined)
      .map(
        (cidr) =>
          `ssh.from ${cidr} is no public address (${privateRange(cidr)}): Hetzner's firewall never sees it as a source.`,
      ),
    ...(config.secrets[provider] === undefined
      ? [
          `secrets.${provider} is not there: the gateway will run, but ${config.openclaw.model} cannot answer without its key.`,
        ]
      : []),
    ...Object.keys(config.secrets)
      .filter((name) => !used.includes(name))
      .map((name) => `secrets.${name} is used by nothing: the model's provider is "${provider}".`),
    ...config.suppressions
      .filter(({ until }) => today !== undefined && until < today)
      .map(({ control, until }) => `the suppression of ${control} ran out on ${until}; the control counts again.`),
    ...config.extraCaCertificates.flatMap((pem) => {
      const { subject, validTo } = new X509Certificate(pem);
      const isOver = today !== undefined && new Date(validTo).toISOString().slice(0, 10) < today;
      return isOver
        ? [`a certificate in extraCaCertificates ran out on ${validTo}: ${subject.replaceAll('\n', ', ')}.`]
        : [];
    }),
  ];
}
