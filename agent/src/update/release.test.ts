import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { isBundleOf, isNewer, judgeRelease, signRelease } from './release.ts';

const ours = generateKeyPairSync('ed25519');
const PUBLIC = ours.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const bundle = Buffer.from('// the agent');
const offer = { version: '0.2.0', fileName: 'wardwatch-agent-0.2.0.cjs', bundle };
const served = (key = ours.privateKey, over = {}): unknown => JSON.parse(signRelease({ ...offer, ...over }, key));

test('takes a newer release that is signed with the trusted key, and its file to the last bit', () => {
  const verdict = judgeRelease(served(), PUBLIC, '0.1.9');
  expect(verdict).toMatchObject({ ok: true, manifest: { version: '0.2.0', fileName: offer.fileName, bytes: 12 } });
  if (!verdict.ok) return;
  expect(isBundleOf(verdict.manifest, bundle)).toBe(true);
  expect(isBundleOf(verdict.manifest, Buffer.from('// the agenT'))).toBe(false);
});

test.each<[string, unknown, string, RegExp]>([
  ['another key', served(generateKeyPairSync('ed25519').privateKey), '0.1.0', /not signed/],
  ['the same version', served(), '0.2.0', /not newer/],
  ['an older version', served(), '0.10.0', /not newer/],
  ['a manifest that was changed', changed(), '0.1.0', /not signed/],
  ['a signature for something else', elsewhere(), '0.1.0', /not signed/],
  ['a form that is not known', signedText('{"product":"other"}'), '0.1.0', /form/],
  [
    'a file name that leads out of the folder',
    signedText(JSON.stringify({ ...manifestOf(), fileName: '../x.cjs' })),
    '0.1.0',
    /form/,
  ],
  ['no release at all', 'hello', '0.1.0', /not a release/],
])('refuses %s', (_case, offered, current, problem) => {
  expect(judgeRelease(offered, PUBLIC, current)).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
});

test.each([
  ['0.10.0', '0.9.9', true],
  ['1.0.0', '0.99.99', true],
  ['0.1.0', '0.1.0', false],
  ['0.1.0', '0.1.1', false],
])('%s after %s: %s', (version, than, newer) => {
  expect(isNewer(version, than)).toBe(newer);
});

test('signs nothing that an agent would not take', () => {
  expect(() => served(ours.privateKey, { version: '1.0' })).toThrow();
  expect(() => served(ours.privateKey, { fileName: 'a/b.cjs' })).toThrow();
});

function manifestOf(): object {
  const { manifest } = served() as { manifest: string };
  return JSON.parse(manifest) as object;
}

function changed(): unknown {
  const { signature } = served() as { signature: string };
  return { manifest: JSON.stringify({ ...manifestOf(), version: '9.0.0' }), signature };
}

function signedText(manifest: string): unknown {
  const text = Buffer.from(`wardwatch-agent release\n${manifest}`);
  return { manifest, signature: sign(null, text, ours.privateKey).toString('base64url') };
}

function elsewhere(): unknown {
  const manifest = JSON.stringify(manifestOf());
  return { manifest, signature: sign(null, Buffer.from(manifest), ours.privateKey).toString('base64url') };
}
