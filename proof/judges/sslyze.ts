import type { Judge } from '../judge.ts';

/** Checks a scan against Mozilla's published profile and ends with what does not comply. */
export const sslyze: Judge = {
  id: 'sslyze',
  tool: 'sslyze',
  asks: "the handshake and the certificate, against Mozilla's profile",
  argv: ({ name, address, profile, rootsFile, device }) => [
    'sslyze',
    `--mozilla_config=${profile}`,
    ...(rootsFile ? ['--certinfo_ca_file', rootsFile] : []),
    ...(device ? ['--cert', device.certificate, '--key', device.key] : []),
    `${name}:443{${address}}`,
  ],
  version: { argv: ['sslyze', '--help'], pattern: /SSLyze version (\S+)/ },
  limitSeconds: 180,
  read({ stdout }, { profile }) {
    const compliance = stdout.split('COMPLIANCE AGAINST TLS CONFIGURATION')[1];
    const verdict = compliance === undefined ? undefined : /^\s+\S+: (OK|FAILED|ERROR)\b.*$/m.exec(compliance);
    if (compliance === undefined || verdict === null || verdict === undefined) {
      throw new Error(`it printed no verdict: ${stdout.trim().slice(-300)}`);
    }
    if (verdict[1] === 'ERROR') throw new Error(compliance.trim().slice(0, 300));
    const findings = [...compliance.matchAll(/^\s+\* (.+)$/gm)].map((match) => match[1] as string);
    if (verdict[1] === 'FAILED' && findings.length === 0) findings.push((verdict[0] as string).trim());
    return { summary: `Mozilla ${profile}: ${verdict[1] === 'OK' ? 'compliant' : 'not compliant'}`, findings };
  },
};
