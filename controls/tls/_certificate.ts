import { X509Certificate } from 'node:crypto';

/** A certificate in the words that people compare. @throws Error for text that is none */
export const readCertificate = (pem: string): X509Certificate => new X509Certificate(pem);

/** Unix seconds. */
export const secondsOf = (date: string): number => Date.parse(date) / 1000;

/** `CN=x` of a subject or issuer that Node writes over several lines. */
export const oneLine = (name: string): string => name.trim().replaceAll('\n', ', ') || '(no name)';

/** The DNS names and addresses that it is for, lower case. */
export function namesOf({ subjectAltName }: X509Certificate): readonly string[] {
  return (subjectAltName ?? '')
    .split(/,\s*/)
    .filter((name) => name !== '')
    .map((name) => name.replace(/^DNS:/, '').toLowerCase())
    .sort();
}
