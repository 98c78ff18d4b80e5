import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A certificate that a ward might have made for itself. */
export interface OwnCertificate {
  certFile: string;
  keyFile: string;
  /** As an agent pins it: `sha256:` and 64 hex digits. */
  pin: string;
}

/** Makes a certificate for the given IP addresses and `localhost`, valid for a day, in two PEM files. */
export async function ownCertificate(folder: string, addresses: readonly string[]): Promise<OwnCertificate> {
  const altNames = [{ type: 2 as const, value: 'localhost' }, ...addresses.map((ip) => ({ type: 7 as const, ip }))];
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'wardwatch.example' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  const certFile = join(folder, 'cert.pem');
  const keyFile = join(folder, 'key.pem');
  await Promise.all([writeFile(certFile, cert), writeFile(keyFile, key, { mode: 0o600 })]);
  const hex = new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
  return { certFile, keyFile, pin: `sha256:${hex}` };
}
