import { X509Certificate } from 'node:crypto';
import { privateRange } from './cidr.ts';
import type { Config } from './config.ts';
import type { ParseContext } from './schema.ts';

/** What is allowed and probably not meant. One sentence each. */
export function warningsOf(config: Config, { today }: ParseContext): string[] {
  const { from } = config.ssh;
  const provider = config.openclaw.model.split('/')[0] ?? '';
  const exposed = config.servers.filter(({ exposure }) => exposure !== 'tunnel');
  const asksZone = exposed.length > 0 && config.tls.challenge === 'dns-01';
  const used = [provider, ...Object.keys(config.openclaw.channels), ...(asksZone ? ['dns'] : [])];
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
      .map((name) =>
        name === 'dns'
          ? "secrets.dns is used by nothing: it is for tls.challenge 'dns-01' of a server that is exposed."
          : `secrets.${name} is used by nothing: the model's provider is "${provider}".`,
      ),
    ...exposureWarnings(config),
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

function exposureWarnings({ servers, tls }: Config): string[] {
  const exposed = servers.filter(({ exposure }) => exposure !== 'tunnel');
  if (exposed.length === 0) return [];
  const narrowed = typeof tls.from === 'string' ? [] : tls.from;
  const privates = narrowed.filter((cidr) => privateRange(cidr) !== undefined);
  return [
    ...(narrowed.length > 0 && tls.challenge === 'http-01'
      ? [
          "tls.from narrows port 443 alone: the CA asks port 80 from addresses that it does not tell, so 80 stays open to all (it redirects, nothing else). tls.challenge 'dns-01' closes it too.",
        ]
      : []),
    ...privates.map(
      (cidr) =>
        `tls.from ${cidr} is no public address (${privateRange(cidr)}): Hetzner's firewall never sees it as a source.`,
    ),
    ...(tls.challenge === 'dns-01'
      ? exposed
          .filter(({ zone }) => zone !== undefined)
          .map(
            ({ name, zone }) =>
              `the zone ${zone} is in the project of your servers, so the token that ${name} keeps for tls.challenge 'dns-01' could delete them. Put the zone into a project of its own and write domain instead of dns, or take 'http-01'.`,
          )
      : []),
    ...(tls.authority.directory.includes('staging') && tls.authority.roots === undefined
      ? ["the CA is one for tests: browsers refuse its certificates. Take 'letsencrypt' once all works."]
      : []),
  ];
}
