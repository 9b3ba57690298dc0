import type { Judge } from '../judge.ts';

interface Entry {
  readonly id: string;
  readonly severity: string;
  readonly finding: string;
}

/** What it holds against every server whose CA runs no revocation service, as Let's Encrypt's no longer does. */
const ACCEPTED: Readonly<Record<string, string>> = {
  cert_revocation: 'the CA offers neither OCSP nor CRL; its certificates are short-lived instead',
  cert_ocspRevoked: 'the same',
};

/** Protocols, ciphers, the certificate, known vulnerabilities and the headers. HIGH and CRITICAL are findings. */
export const testssl: Judge = {
  id: 'testssl',
  tool: 'testssl.sh',
  asks: 'protocols, ciphers, certificate, vulnerabilities, headers',
  argv: ({ name, address, rootsFile, folder }) => [
    'testssl',
    '--quiet',
    '--color',
    '0',
    '--warnings',
    'batch',
    ...(rootsFile ? ['--add-ca', rootsFile] : []),
    '--ip',
    address,
    '--jsonfile',
    `${folder}/testssl.json`,
    '-p',
    '-s',
    '-f',
    '-S',
    '-h',
    '-U',
    `${name}:443`,
  ],
  version: { argv: ['testssl', '--version'], pattern: /testssl(?:\.sh)?\s+(?:version\s+)?(\d\S+)/ },
  limitSeconds: 600,
  read({ file, stdout }) {
    const text = file('testssl.json');
    if (text === '') throw new Error(`it wrote no result: ${stdout.trim().slice(-300)}`);
    const entries = JSON.parse(text) as readonly Entry[];
    const graded = entries.filter(({ severity }) => severity !== 'WARN' && severity !== 'INFO');
    const fatal = entries.find(({ severity }) => severity === 'FATAL');
    if (fatal || graded.length < 20)
      throw new Error(`it judged too little: ${fatal?.finding ?? `${graded.length} lines`}`);
    const bad = entries.filter(({ id, severity }) => ['HIGH', 'CRITICAL'].includes(severity) && !(id in ACCEPTED));
    const count = (severity: string) => entries.filter((entry) => entry.severity === severity).length;
    return {
      summary: `${count('OK')} ok, ${count('LOW')} low, ${count('MEDIUM')} medium, ${count('HIGH')} high, ${count('CRITICAL')} critical`,
      findings: bad.map(({ id, severity, finding }) => `${severity} ${id}: ${finding}`),
    };
  },
};
