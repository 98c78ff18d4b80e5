import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A key and a certificate, PEM. */
export interface Pair {
  key: string;
  cert: string;
}

/** An authority that tests trust, and certificates for `localhost` unless their name says otherwise. */
export interface TestCertificates {
  ca: string;
  good: Pair;
  endsInTenDays: Pair;
  expired: Pair;
  notYetValid: Pair;
  otherName: Pair;
  selfSigned: Pair;
  /** By an authority that nobody trusts. */
  unknownIssuer: Pair;
  /** By an authority that nobody trusts itself, with the address of its certificate. */
  cutShort: Pair;
}

/** Why certificates cannot be made here; undefined where they can. */
export function whyNoOpenssl(): string | undefined {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' });
    return undefined;
  } catch {
    return 'the program openssl is missing';
  }
}

const DAY_MS = 86_400_000;
const ISSUER_AT = 'authorityInfoAccess = caIssuers;URI:http://authority.example/issuer.crt\n';

/** Makes the certificates in a folder of the test's own. */
export function makeCertificates(folder: string): TestCertificates {
  const now = Date.now();
  const day = (days: number): string => new Date(now + days * DAY_MS).toISOString().replace(/[-:T]|\.\d+/g, '');
  const trusted = authority(path.join(folder, 'trusted'));
  const unknown = authority(path.join(folder, 'unknown'));
  return {
    ca: trusted.cert,
    good: trusted.issue('good', 'localhost', day(-1), day(90)),
    endsInTenDays: trusted.issue('soon', 'localhost', day(-1), day(10.5)),
    expired: trusted.issue('expired', 'localhost', day(-30), day(-2.5)),
    notYetValid: trusted.issue('early', 'localhost', day(5), day(90)),
    otherName: trusted.issue('other', 'other.example', day(-1), day(90)),
    selfSigned: selfSigned(path.join(folder, 'self'), 'localhost'),
    unknownIssuer: unknown.issue('stranger', 'localhost', day(-1), day(90)),
    cutShort: unknown.issue('short', 'localhost', day(-1), day(90), ISSUER_AT),
  };
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function openssl(folder: string, ...args: string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
}

function selfSigned(folder: string, name: string): Pair {
  mkdirSync(folder, { recursive: true });
  openssl(folder, 'req', '-x509', ...KEY, '-keyout', 'key', '-out', 'cert', '-days', '90', '-subj', `/CN=${name}`);
  return pair(folder, 'key', 'cert');
}

function authority(folder: string): {
  cert: string;
  issue: (file: string, name: string, from: string, to: string, more?: string) => Pair;
} {
  const own = selfSigned(folder, 'Test authority');
  writeFileSync(path.join(folder, 'index'), '');
  writeFileSync(
    path.join(folder, 'ca.cnf'),
    [
      '[ca]',
      'default_ca = own',
      '[own]',
      'database = index',
      'new_certs_dir = .',
      'default_md = sha256',
      'policy = any',
      'rand_serial = yes',
      'unique_subject = no',
      '[any]',
      'commonName = supplied',
      '',
    ].join('\n'),
  );
  return {
    cert: own.cert,
    issue: (file, name, from, to, more = '') => {
      openssl(folder, 'req', '-new', ...KEY, '-keyout', `${file}.key`, '-out', `${file}.csr`, '-subj', `/CN=${name}`);
      writeFileSync(path.join(folder, `${file}.ext`), `subjectAltName = DNS:${name}\n${more}`);
      openssl(
        folder,
        'ca',
        '-batch',
        '-config',
        'ca.cnf',
        '-cert',
        'cert',
        '-keyfile',
        'key',
        '-notext',
        '-in',
        `${file}.csr`,
        '-out',
        `${file}.cert`,
        '-startdate',
        from,
        '-enddate',
        to,
        '-extfile',
        `${file}.ext`,
      );
      return pair(folder, `${file}.key`, `${file}.cert`);
    },
  };
}

function pair(folder: string, key: string, cert: string): Pair {
  return { key: readFileSync(path.join(folder, key), 'utf8'), cert: readFileSync(path.join(folder, cert), 'utf8') };
}
