import { providerOf } from '../openclaw/providers.ts';
import { defaults } from './defaults.ts';

/** What `init` asks for. */
export interface Answers {
  readonly name: string;
  /** As it shall stand in the file: `~/.ssh/id_ed25519.pub`. */
  readonly publicKeyFile: string;
  readonly location: string;
  readonly model: string;
  /** @default none */
  readonly domain?: string;
}

/** Where Hetzner offers the default server type; elsewhere its AMD sibling of the same size is offered. */
export const europeanLocations = ['nbg1', 'fsn1', 'hel1'] as const;
const ELSEWHERE_TYPE = 'cpx22';

/** `anthropic/…` → `ANTHROPIC_API_KEY`, as OpenClaw's own documentation calls it. */
export function keyVariable(model: string): string {
  return `${providerOf(model).toUpperCase().replaceAll('-', '_')}_API_KEY`;
}

/** The text of a commented `sclerite.config.ts`. Pure. @param definition import path of `define-config.ts`, seen from the file */
export function configText({ name, publicKeyFile, location, model, domain }: Answers, definition: string): string {
  const type = (europeanLocations as readonly string[]).includes(location) ? defaults.type : ELSEWHERE_TYPE;
  return `import { defineConfig } from ${quoted(definition)};

// Everything else is derived from this file. Your editor explains each option; the types are the manual.
export default defineConfig({
  servers: [
    {
      name: ${quoted(name)},
      type: ${quoted(type)}, // 2 vCPU, 4 GB
      location: ${quoted(location)},
      ${domain === undefined ? "// domain: 'gateway.example.com', // its name, when it has one" : `domain: ${quoted(domain)}, // or dns: { zone, name }, for records that are made for you at Hetzner`}
      // exposure: 'mtls', // HTTPS under that name; without it the gateway is reached by ./sclerite tunnel alone
    },
  ],

  // Who may log in. The private half stays where it is.
  operators: [{ publicKeyFile: ${quoted(publicKeyFile)} }],

  // 'caller' is the address you deploy from, found out each time. Or list addresses and blocks: ['198.51.100.7'].
  ssh: { from: 'caller' },

  openclaw: {
    model: ${quoted(model)},
    // channels: { telegram: { allowFrom: ['123456789'] } }, // needs secrets.telegram, the bot's token
  },

  // Where secrets are read from at deploy, never the secrets themselves: an environment variable, or { file: '~/…' } of mode 0600.
  secrets: { ${/^[a-z]+$/.test(providerOf(model)) ? providerOf(model) : quoted(providerOf(model))}: { env: ${quoted(keyVariable(model))} } },
});
`;
}

const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
