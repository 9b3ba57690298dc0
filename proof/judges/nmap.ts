import type { Judge } from '../judge.ts';

/** Every protocol and cipher it can agree on, each with a grade; anything but A is a finding. */
export const nmap: Judge = {
  id: 'nmap',
  tool: 'nmap ssl-enum-ciphers',
  asks: 'every protocol and cipher that the server agrees to',
  argv: ({ name, address }) => [
    'nmap',
    '-Pn',
    '-p',
    '443',
    '--script',
    'ssl-enum-ciphers',
    '--script-args',
    `tls.servername=${name}`,
    address,
  ],
  version: { argv: ['nmap', '--version'], pattern: /Nmap version (\S+)/ },
  limitSeconds: 180,
  read({ stdout }) {
    const protocols = [...stdout.matchAll(/^\|\s+(TLSv[\d.]+|SSLv\d): *$/gm)].map((match) => match[1] as string);
    const least = /least strength: (\S+)/.exec(stdout)?.[1];
    if (protocols.length === 0 || least === undefined) {
      throw new Error(`it enumerated nothing: ${stdout.trim().slice(-300)}`);
    }
    const old = protocols.filter((protocol) => !['TLSv1.2', 'TLSv1.3'].includes(protocol));
    const weak = [...stdout.matchAll(/^\|\s+(TLS_\S+) .*- ([B-F])$/gm)].map(
      (match) => `${match[1]} is graded ${match[2]}`,
    );
    const warnings = /^\|\s+warnings: *\n((?:\|\s{6,}.*\n)+)/m.exec(stdout)?.[1]?.split('\n') ?? [];
    return {
      summary: `${protocols.join(', ')}; least strength ${least}`,
      findings: [
        ...old.map((protocol) => `${protocol} is offered`),
        ...weak,
        ...warnings.map((line) => line.replace(/^\|\s+/, '').trim()).filter((line) => line !== ''),
        ...(least === 'A' || weak.length > 0 ? [] : [`least strength ${least}`]),
      ],
    };
  },
};
