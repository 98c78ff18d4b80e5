import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import type { LayerTable } from './layer-table.ts';
import { readSourceTree } from './source-tree.ts';

const TABLE: LayerTable = {
  scope: '@wardwatch/',
  packages: { shared: [], '.': [] },
  layers: {},
  roots: {},
  isolated: {},
  exceptions: [],
};

function folderWith(texts: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'layers-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test('reads the sources of packages and the files at the root, and nothing that is built or installed', () => {
  const root = folderWith({
    'start.ts': 'start',
    'notes/x.ts': 'no package',
    'shared/package.json':
      '{ "name": "@wardwatch/shared", "exports": { ".": "./src/a.ts", "./lib": "./src/lib/index.ts" } }',
    'shared/src/lib/index.ts': 'lib',
    'shared/src/data/x.ts': 'a layer may be called data',
    'shared/src/types.d.ts': 'declaration',
    'shared/dist/x.ts': 'built',
    'shared/node_modules/x/y.ts': 'installed',
    'shared/README.md': 'text',
  });
  const tree = readSourceTree(root, TABLE);
  expect(tree.files).toEqual(
    new Map([
      ['shared/src/data/x.ts', 'a layer may be called data'],
      ['shared/src/lib/index.ts', 'lib'],
      ['start.ts', 'start'],
    ]),
  );
  expect(tree.exports.get('shared')).toEqual(
    new Map([
      ['@wardwatch/shared', 'shared/src/a.ts'],
      ['@wardwatch/shared/lib', 'shared/src/lib/index.ts'],
    ]),
  );
});

test('a package without exports exports nothing', () => {
  const root = folderWith({ 'shared/package.json': '{ "name": "@wardwatch/shared" }' });
  expect(readSourceTree(root, TABLE).exports.get('shared')).toEqual(new Map());
});
