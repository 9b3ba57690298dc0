import type { SecretReference } from './config.ts';

/**
 * A public key: the path of its file, or the key itself. Ed25519, ECDSA, or RSA from 3072 bits on; keys that never leave a
 * token or a chip work through an ssh-agent.
 */
export type KeyInput =
  | {
      /**
       * Path of the public half. `~` is your home; a relative path is seen from this config file.
       * @example '~/.ssh/id_ed25519.pub'
       */
      publicKeyFile: string;
      publicKey?: undefined;
    }
  | {
      /**
       * The key itself, as it stands in its `.pub` file.
       * @example 'ssh-ed25519 AAAAC3Nza… ada@laptop'
       */
      publicKey: string;
      publicKeyFile?: undefined;
    };

export type OperatorInput = KeyInput & {
  /**
   * What the key is called at Hetzner and in reports, unique among the operators.
   * @default the key's comment
   * @example 'ada@laptop'
   */
  name?: string;
  /**
   * The private half on this machine. It is used here and never sent anywhere.
   * @default publicKeyFile without `.pub` when that exists, else whatever your ssh-agent holds
   * @example '~/.ssh/id_ed25519'
   */
  identityFile?: string;
};

export type KeyExchange = 'post-quantum-first' | 'post-quantum-only';

export interface ServerInput {
  /**
   * Name of the server and of the host: an RFC 1123 label, unique in this file.
   * @example 'gateway'
   */
  name: string;
  /**
   * Hetzner server type. OpenClaw idles at about 1 GB of memory; 4 GB leave room for work.
   * @default 'cx23' (2 vCPU, 4 GB, 40 GB disk)
   * @example 'cax11' (ARM, 2 vCPU, 4 GB)
   */
  type?: string;
  /**
   * Hetzner location. Not every type is offered everywhere; a wrong pair is found before anything is built.
   * @default 'nbg1' (Nuremberg)
   * @example 'fsn1', 'hel1', 'ash', 'hil', 'sin'
   */
  location?: string;
  /**
   * Operating system. Only Debian 13 for now: every check and sandbox setting was measured on it.
   * @default 'debian-13'
   */
  image?: 'debian-13';
  /**
   * Labels at Hetzner beside the kit's own `sclerite` and `sclerite-server`.
   * @default none
   * @example { team: 'ops' }
   */
  labels?: Record<string, string>;
  /**
   * A volume beside the disk, which survives the server: formatted as ext4 and attached; mounting it is up to you. `size` in
   * gigabytes, 10 to 10240; it can grow, never shrink.
   * @default none
   * @example { size: 20 }
   */
  volume?: { size: number };
  /**
   * The full host name, when somebody else keeps its records: people type it, reverse DNS answers it for both addresses, and a
   * certificate bears it. Deploy says which records to set, waits for them and checks them. Letters beyond ASCII are fine.
   * @default none
   * @example 'gateway.example.com'
   */
  domain?: string;
  /**
   * The same name in a zone that your Hetzner project has: A, AAAA and CAA are made and kept for you, and one that is there
   * already is never overwritten. The zone itself must exist, because only you can tell your registrar to ask Hetzner's name
   * servers. `name` is seen from the zone; `'@'` is the zone itself.
   * @default none
   * @example { zone: 'example.com', name: 'gateway' }
   */
  dns?: { zone: string; name: string };
  /**
   * How people reach the gateway beside SSH. `'tunnel'`: not at all, `./sclerite tunnel` brings it to your machine. `'tls'`:
   * under its name with HTTPS, behind a generated password (see `tls.identity`). `'mtls'`: the same, and only devices with a
   * certificate of this project's own CA are let in (`./sclerite device issue`). The last two need `dns` or `domain`.
   * Certificates for bare addresses cannot be had: certbot 4.0.0, which Debian 13 has, orders them for names alone.
   * @default 'tunnel'
   */
  exposure?: 'tunnel' | 'tls' | 'mtls';
}

/** A CA that speaks ACME (RFC 8555) and is not known by a name. */
export interface AuthorityInput {
  /**
   * Address of its directory, https.
   * @example 'https://ca.example.com/acme/acme/directory'
   */
  directory: string;
  /**
   * What CAA records call it.
   * @default it has no such name: no CAA record is made
   * @example 'ca.example.com'
   */
  caa?: string;
  /**
   * The CA behind the directory's own HTTPS, as the path of a PEM file or PEM text.
   * @default one that this machine and Debian know
   */
  directoryRoots?: string;
  /**
   * The roots that its certificates lead to, as the path of a PEM file or PEM text.
   * @default ones that the world knows
   */
  roots?: string;
}

/** How exposed servers prove who they are, and who may come. */
export interface TlsInput {
  /**
   * The CA. Ordering from it means that you agree to its terms of service; deploy says where they are. `'letsencrypt-staging'`
   * is for trying out: no browser trusts it.
   * @default 'letsencrypt'
   */
  ca?: 'letsencrypt' | 'letsencrypt-staging' | AuthorityInput;
  /**
   * Where the CA may write to.
   * @default none
   * @example 'ops@example.com'
   */
  email?: string;
  /**
   * How the CA is shown that the name is yours. `'http-01'`: it asks port 80, which is open to all for that. `'dns-01'`: the
   * server writes a record into the zone at Hetzner, and port 80 may be closed; needs `secrets.dns`, a token that the server
   * keeps. Hetzner's tokens reach a whole project, so the zone belongs into a project of its own: then use `domain`, not `dns`.
   * @default 'http-01'
   */
  challenge?: 'http-01' | 'dns-01';
  /**
   * Mozilla's profiles: `'modern'` is TLS 1.3 alone, `'intermediate'` TLS 1.2 too.
   * @default 'intermediate'
   */
  profile?: 'intermediate' | 'modern';
  /**
   * Who may reach port 443, in the cloud's firewall and the host's. With `'http-01'` port 80 stays open to all.
   * @default 'anywhere'
   * @example ['198.51.100.0/24']
   */
  from?: 'anywhere' | string[];
  /**
   * What stands in front of the gateway's own token where no device certificate does: a generated password. Exposure `'tls'`
   * demands that it is spelled out, so that nobody exposes a gateway by one word; `'mtls'` needs none.
   * @default none
   */
  identity?: 'password';
}

export interface SuppressionInput {
  /**
   * Id of the control whose failure is accepted for a while; docs/controls.md lists them.
   * @example 'fail2ban.recidive-on'
   */
  control: string;
  /**
   * Only on this server.
   * @default every server
   */
  server?: string;
  /**
   * Which verdict is accepted. `'cannot-tell'` is for what a machine cannot show (a container has no kernel of its own); a failure
   * still counts.
   * @default 'fail'
   */
  verdict?: 'fail' | 'cannot-tell';
  /** Why it is acceptable: a sentence a colleague can judge, at least 10 characters. It stands in every report. */
  reason: string;
  /**
   * The last day it counts.
   * @example '2027-01-31'
   */
  until: string;
}

/** What you write in `sclerite.config.ts`. Only `servers` and `operators` are needed. */
export interface ConfigInput {
  /**
   * Prefix of what is made at Hetzner, and the value of the label `sclerite`: an RFC 1123 label. Two deployments from one
   * checkout need two names.
   * @default 'sclerite'
   */
  project?: string;
  /**
   * The servers, at least one; all of them are built by one `cdktf deploy`.
   * @example [{ name: 'gateway' }]
   */
  servers: ServerInput[];
  /**
   * Login name of the admin on every server: key *and* a generated sudo password.
   * @default 'admin'
   */
  admin?: string;
  /**
   * Who may log in as admin, at least one.
   * @example [{ publicKeyFile: '~/.ssh/id_ed25519.pub' }]
   */
  operators: OperatorInput[];
  /**
   * Keys that may ask for the facts and do nothing else: a nightly CI job's, for instance.
   * @default none
   * @example [{ publicKeyFile: './ci.pub' }]
   */
  auditors?: (KeyInput | string)[];
  ssh?: {
    /**
     * Who may reach SSH: `'caller'` is the address this machine has on the internet, found out at each deploy; a list names
     * addresses and blocks; `'anywhere'` is everybody.
     * @default 'caller'
     * @example ['198.51.100.7', '2001:db8:1::/48']
     */
    from?: 'caller' | 'anywhere' | string[];
    /**
     * How SSH agrees on its keys. `'post-quantum-first'` also lets in clients that know nothing newer than Curve25519.
     * `'post-quantum-only'` refuses those: what somebody records today no quantum computer reads later. This kit then logs in with
     * the OpenSSH client of this machine (9.0 or later) instead of its own.
     * @default 'post-quantum-first'
     */
    keyExchange?: KeyExchange;
  };
  /**
   * What may leave a server. `'web'`: names, time, ICMP, ports 80 and 443 for root and apt, 443 for the gateway; the rest is refused,
   * counted and logged. `'open'`: everything. Answers to connections from outside always pass.
   * @default 'web'
   */
  egress?: 'web' | 'open';
  /**
   * Further TCP ports that root may reach under `egress: 'web'`. Those in `openclaw.registry` and `tls.ca` are known already.
   * @default none
   * @example [8443]
   */
  egressPorts?: number[];
  /** What fail2ban does with failed logins beyond the hardening's own. */
  fail2ban?: {
    /**
     * Addresses that are never banned, such as an office that many log in from: whoever sits there may guess for ever. A ban ends
     * by itself after a quarter of an hour, and keys are not mistyped: think twice.
     * @default none
     * @example ['198.51.100.7']
     */
    exempt?: string[];
  };
  /** When updates may interrupt. */
  updates?: {
    /**
     * The hour at which a server reboots when an update needs it: 24 hours, in UTC, as the servers' clocks run.
     * @default '04:30'
     * @example '02:15'
     */
    rebootAt?: string;
  };
  /** Settings of whatever is exposed; see `exposure` of a server. */
  tls?: TlsInput;
  openclaw?: {
    /**
     * The model the agent thinks with, `provider/model`. Its provider's key is a secret of the provider's name.
     * @default 'anthropic/claude-sonnet-4-6'
     */
    model?: string;
    /**
     * Loopback port of the gateway, 1024 to 65535. Nothing outside of the server can reach it.
     * @default 18789
     */
    port?: number;
    /** How people talk to the agent. Only channels that OpenClaw has on board: a plugin would be fetched past every pinned hash. */
    channels?: {
      /** Telegram; needs `secrets.telegram`, the bot's token. */
      telegram?: {
        /**
         * Telegram user numbers that may talk to the bot; others must be paired first.
         * @default none: everybody must be paired
         * @example ['123456789']
         */
        allowFrom?: (string | number)[];
      };
    };
    tools?: {
      /**
       * Tools the agent may use beyond the messaging profile.
       * @default none
       */
      allow?: string[];
    };
    /**
     * npm registry the server installs OpenClaw from; every package is checked against a pinned hash, wherever it comes from.
     * @default what `npm config get registry` says on this machine
     */
    registry?: string;
    /**
     * OpenClaw's own page in the browser, the Control UI.
     * @default false
     */
    controlUi?: boolean;
  };
  /**
   * Where each secret is read from at deploy, by the name of the provider or channel; `dns` is the token for `tls.challenge`
   * `'dns-01'`. Never the value itself. A file must
   * belong to you with mode 0600.
   * @default none
   * @example { anthropic: { env: 'ANTHROPIC_API_KEY' }, telegram: { file: '~/.config/sclerite/telegram' } }
   */
  secrets?: Record<string, SecretReference>;
  /**
   * Failures that are accepted for a while; each stays in every report.
   * @default none
   */
  suppressions?: SuppressionInput[];
  /**
   * CAs the servers trust beside Debian's, as paths of PEM files or PEM texts: for a company's inspecting proxy. They are
   * delivered over SSH at handover, because user-data is too small for them.
   * @default none
   * @example ['./corporate-ca.crt']
   */
  extraCaCertificates?: string[];
}

/** Gives the file its types: the editor is the manual, and a wrong option is underlined while you type. */
export function defineConfig(input: ConfigInput): ConfigInput {
  return input;
}
