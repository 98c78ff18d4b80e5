import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import * as v from 'valibot';

/** Before the text that is signed, so that a signature made for anything else is none for a release. */
const CONTEXT = 'wardwatch-agent release\n';

/** Bound of the agent's file, bytes; it has less than one megabyte. */
export const MAX_BUNDLE_BYTES = 16_777_216;

const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;

const manifest = v.object({
  product: v.literal('wardwatch-agent'),
  version: v.pipe(v.string(), v.regex(VERSION)),
  /** Name of the agent's file among the downloads: no folder, no way out of one. */
  fileName: v.pipe(v.string(), v.maxLength(100), v.regex(/^[a-z0-9][a-z0-9.-]*\.cjs$/)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_BUNDLE_BYTES)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** What a release consists of. */
export type Manifest = v.InferOutput<typeof manifest>;

/** `release.json` as it is served: the manifest as the text that was signed, and the signature (base64url). */
const release = v.object({ manifest: v.pipe(v.string(), v.maxLength(4_096)), signature: v.string() });

/** The text of `release.json`, signed with the private key of the releases (Ed25519). */
export function signRelease(
  { version, fileName, bundle }: { version: string; fileName: string; bundle: Buffer },
  key: KeyObject,
): string {
  const content: Manifest = {
    product: 'wardwatch-agent',
    version,
    fileName,
    bytes: bundle.length,
    sha256: createHash('sha256').update(bundle).digest('hex'),
  };
  const text = JSON.stringify(v.parse(manifest, content));
  const signature = sign(null, Buffer.from(CONTEXT + text), key).toString('base64url');
  return `${JSON.stringify({ manifest: text, signature })}\n`;
}

/** Whether an offered release may be taken, and what it is. */
export type Verdict = { ok: true; manifest: Manifest } | { ok: false; problem: string };

/**
 * Judges `release.json` as a server gave it: signed by the key that came with this agent, and newer than it. An older
 * one is refused although it is signed, so that nobody can bring back a mistake that was mended.
 */
export function judgeRelease(served: unknown, publicKey: string, current: string): Verdict {
  const outer = v.safeParse(release, served);
  if (!outer.success) return { ok: false, problem: 'what the server offers is not a release' };
  const { manifest: text, signature } = outer.output;
  const key = createPublicKey(publicKey);
  if (!verify(null, Buffer.from(CONTEXT + text), key, Buffer.from(signature, 'base64url'))) {
    return { ok: false, problem: 'the release is not signed with the key that this agent trusts' };
  }
  const inner = v.safeParse(manifest, JSON.parse(text));
  if (!inner.success) return { ok: false, problem: 'the signed release is of a form that this agent does not know' };
  if (!isNewer(inner.output.version, current)) {
    return { ok: false, problem: `the release ${inner.output.version} is not newer than ${current}` };
  }
  return { ok: true, manifest: inner.output };
}

/** Whether the file is the one that the manifest names, to the last bit. */
export function isBundleOf({ bytes, sha256 }: Manifest, bundle: Buffer): boolean {
  return bundle.length === bytes && createHash('sha256').update(bundle).digest('hex') === sha256;
}

/** Whether a version comes after another; `1.10.0` after `1.9.0`. */
export function isNewer(version: string, than: string): boolean {
  const [a, b] = [numbers(version), numbers(than)];
  const index = a.findIndex((number, at) => number !== b[at]);
  return index !== -1 && (a[index] ?? 0) > (b[index] ?? 0);
}

function numbers(version: string): number[] {
  return (VERSION.exec(version) ?? []).slice(1).map(Number);
}
