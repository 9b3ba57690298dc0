import { X509Certificate } from 'node:crypto';
import type { FileReader } from './files.ts';
import { bad, good, type Read } from './problem.ts';

const BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** An entry of `extraCaCertificates`, the PEM text or the path of a file with one or more: its blocks, each checked. */
export function readCertificates(value: unknown, files: FileReader): Read<readonly string[]> {
  if (typeof value !== 'string') return bad('is neither the path of a PEM file nor PEM text.');
  if (value.includes('-----BEGIN')) return readPem(value, 'the text given');
  const file = files.resolve(value);
  const found = files.read(file);
  return found.ok
    ? readPem(found.text, file)
    : bad(`cannot be read: ${file}: ${found.because}.`, 'give the path of a PEM file, seen from the config file', file);
}

function readPem(text: string, from: string): Read<readonly string[]> {
  if (/PRIVATE KEY-----/.test(text)) {
    return bad(
      `has a private key in it: ${from}.`,
      'give the certificate alone; a server never needs the key of a CA',
      from,
    );
  }
  const blocks = text.match(BLOCK);
  if (!blocks)
    return bad(`holds no certificate in PEM form: ${from}.`, 'it starts with -----BEGIN CERTIFICATE-----', from);
  for (const block of blocks) {
    try {
      const certificate = new X509Certificate(block);
      if (!certificate.ca) {
        return bad(
          `holds a certificate that is no CA: ${certificate.subject.replaceAll('\n', ', ')}.`,
          'give the CA that signed it',
          from,
        );
      }
    } catch (error) {
      return bad(
        `holds a damaged certificate: ${error instanceof Error ? error.message : error}.`,
        'export it again as PEM',
        from,
      );
    }
  }
  return good(blocks.map((block) => `${block.replaceAll('\r', '')}\n`));
}
