import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecretBox, SECRET_FILE } from './secret-box.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wardwatch-box-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a secret box', () => {
  it('gives back what it sealed, also after a restart, and seals nothing alike twice', async () => {
    const box = await loadSecretBox(folder);
    const sealed = box.seal('cộng đồng');
    expect(sealed).not.toContain('cộng');
    expect(box.seal('cộng đồng')).not.toBe(sealed);
    expect((await loadSecretBox(folder)).unseal(sealed)).toBe('cộng đồng');
  });

  it('does not open what another key sealed, or what was changed', async () => {
    const sealed = (await loadSecretBox(folder)).seal('public');
    const other = await loadSecretBox(join(folder, 'other'));
    expect(other.unseal(sealed)).toBeUndefined();
    const box = await loadSecretBox(folder);
    expect(box.unseal(`${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`)).toBeUndefined();
    expect(box.unseal('short')).toBeUndefined();
  });

  it('makes one key however many start at once, for its own account alone', async () => {
    const boxes = await Promise.all(Array.from({ length: 5 }, () => loadSecretBox(folder)));
    const sealed = boxes[0]?.seal('x') ?? '';
    expect(boxes.map((box) => box.unseal(sealed))).toEqual(['x', 'x', 'x', 'x', 'x']);
    expect((await stat(join(folder, SECRET_FILE))).mode & 0o777).toBe(0o600);
  });

  it('refuses a file that is no key', async () => {
    await writeFile(join(folder, SECRET_FILE), 'too short');
    await expect(loadSecretBox(folder)).rejects.toThrow(/is no key/);
  });
});
