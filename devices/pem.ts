/** RFC 7468 text around DER. Pure. */
export function pem(label: 'CERTIFICATE' | 'PRIVATE KEY' | 'X509 CRL', der: ArrayBuffer | Uint8Array): string {
  const base64 = Buffer.from(der instanceof Uint8Array ? der : new Uint8Array(der)).toString('base64');
  return [`-----BEGIN ${label}-----`, ...(base64.match(/.{1,64}/g) ?? []), `-----END ${label}-----`, ''].join('\n');
}

/** The DER of the only block of that kind. undefined: there is none, or what stands there is not base64. Pure. */
export function derOf(label: string, text: string): Uint8Array<ArrayBuffer> | undefined {
  const found = text.match(
    new RegExp(`-----BEGIN ${label}-----\\r?\\n([A-Za-z0-9+/=\\s]+?)\\r?\\n-----END ${label}-----`),
  );
  return found?.[1] === undefined ? undefined : Uint8Array.from(Buffer.from(found[1], 'base64'));
}
