import { expect, test } from 'vitest';
import { check } from './check.ts';
import type { LayerTable, Violation } from './layer-table.ts';

const TABLE: LayerTable = {
  scope: '@wardwatch/',
  packages: { shared: [], server: ['shared'], console: ['shared'], test: ['shared', 'server'], '.': ['server'] },
  layers: {
    shared: { lib: [], model: ['lib'], protocol: ['model', 'lib'], api: ['model', 'lib'] },
    server: { store: ['store/migrations'], 'store/migrations': [], ingest: ['store'], http: ['store'] },
    console: { components: [], pages: ['components'] },
  },
  roots: { server: ['cli'] },
  isolated: { server: ['store/migrations'] },
  exceptions: [{ from: 'vitest.config.ts', to: 'test/kit/chromium.ts' }],
};

const EXPORTS = new Map([
  ['shared', new Map([['@wardwatch/shared/lib', 'shared/src/lib/index.ts']])],
  ['server', new Map([['@wardwatch/server', 'server/src/server.ts']])],
  ['console', new Map<string, string>()],
]);

/** Files that a case may import; each is empty unless the case says otherwise. */
const PRESENT = [
  'shared/src/lib/index.ts',
  'shared/src/model/index.ts',
  'shared/src/protocol/frames.ts',
  'shared/src/api/board.ts',
  'server/src/main.ts',
  'server/src/server.ts',
  'server/src/config.ts',
  'server/src/cli/run.ts',
  'server/src/store/store.ts',
  'server/src/store/sqlite/open.ts',
  'server/src/store/store.contract.ts',
  'server/src/store/migrations/0001.ts',
  'server/src/ingest/ingest.ts',
  'server/src/http/app.ts',
  'console/src/components/chip.ts',
  'test/kit/chromium.ts',
  'test/kit/system.ts',
];

/** What the check finds in a tree in which these files have these texts. */
function find(texts: Record<string, string>, table = TABLE): Violation[] {
  const files = new Map<string, string>(PRESENT.map((path) => [path, '']));
  for (const [path, text] of Object.entries(texts)) files.set(path, text);
  return check({ files, exports: EXPORTS }, table);
}

function rules(texts: Record<string, string>, table = TABLE): string[] {
  return find(texts, table).map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

/** Every way to name a module. */
const FORMS: [name: string, write: (specifier: string) => string][] = [
  ['static', (s) => `import { a } from '${s}';`],
  ['side effect', (s) => `import '${s}';`],
  ['type-only', (s) => `import type { A } from '${s}';`],
  ['inline type', (s) => `import { type A } from '${s}';`],
  ['re-export', (s) => `export { a } from '${s}';`],
  ['type re-export', (s) => `export type { A } from '${s}';`],
  ['export *', (s) => `export * from '${s}';`],
  ['export * as', (s) => `export * as a from '${s}';`],
  ['dynamic', (s) => `const a = () => import('${s}');`],
  ['dynamic template', (s) => `const a = () => import(\`${s}\`);`],
  ['import type', (s) => `type A = import('${s}').A;`],
  ['typeof import', (s) => `type A = typeof import('${s}');`],
  ['import = require', (s) => `import a = require('${s}');`],
  ['resolve', (s) => `const a = import.meta.resolve('${s}');`],
];

test.each(FORMS)('%s: a layer that the table does not give is refused, an allowed one passes', (_name, write) => {
  expect(rules({ 'shared/src/lib/x.ts': write('../model/index.ts') })).toEqual(['shared/src/lib/x.ts:1 layer']);
  expect(rules({ 'shared/src/model/x.ts': write('../lib/index.ts') })).toEqual([]);
});

test.each(FORMS)('%s: the composition root, the configuration and the process edge are refused', (_name, write) => {
  for (const edge of ['main.ts', 'server.ts', 'config.ts', 'cli/run.ts']) {
    expect(rules({ 'server/src/http/x.ts': write(`../${edge}`) })).toEqual(['server/src/http/x.ts:1 edge']);
  }
});

test.each(FORMS)('%s: another package that may not be imported is refused', (_name, write) => {
  expect(rules({ 'shared/src/lib/x.ts': write('@wardwatch/server') })).toEqual(['shared/src/lib/x.ts:1 package']);
  expect(rules({ 'server/src/http/x.ts': write('@wardwatch/shared/lib') })).toEqual([]);
});

test.each(FORMS)('%s: what a package does not export is refused', (_name, write) => {
  for (const deep of ['@wardwatch/shared', '@wardwatch/shared/src/lib/index.ts', '@wardwatch/shared/lib/clock.ts']) {
    expect(rules({ 'server/src/http/x.ts': write(deep) })).toEqual(['server/src/http/x.ts:1 deep-import']);
  }
});

test.each(FORMS)('%s: climbing into another package is refused', (_name, write) => {
  const climb = { 'server/src/http/x.ts': write('../../../shared/src/lib/index.ts') };
  expect(rules(climb)).toEqual(['server/src/http/x.ts:1 climbs-out']);
  expect(rules({ 'server/src/http/x.ts': write('../../../../elsewhere/x.ts') })).toEqual([
    'server/src/http/x.ts:1 climbs-out',
  ]);
  expect(rules({ 'test/kit/x.ts': write('../../server/src/main.ts') })).toEqual(['test/kit/x.ts:1 climbs-out']);
});

test.each(FORMS)('%s: a ring of files is refused where it closes', (_name, write) => {
  const ring = { 'shared/src/lib/a.ts': write('./b.ts'), 'shared/src/lib/b.ts': `\n${write('./a.ts')}` };
  expect(rules(ring)).toEqual(['shared/src/lib/b.ts:2 cycle']);
});

test.each(FORMS)('%s: migrations import nothing of ours', (_name, write) => {
  const file = 'server/src/store/migrations/0002.ts';
  for (const target of ['../store.ts', '@wardwatch/shared/lib', '../../server.ts']) {
    expect(rules({ [file]: write(target) })).toEqual([`${file}:1 isolated`]);
  }
  expect(rules({ [file]: write('./0001.ts') })).toEqual([]);
  expect(rules({ [file]: write('kysely') })).toEqual([]);
});

test('two layers beside each other never meet', () => {
  expect(rules({ 'shared/src/protocol/x.ts': `import '../api/board.ts';` })).toEqual([
    'shared/src/protocol/x.ts:1 layer',
  ]);
  expect(rules({ 'shared/src/api/x.ts': `import '../protocol/frames.ts';` })).toEqual(['shared/src/api/x.ts:1 layer']);
});

test('the table is not transitive: http may import store, and not ingest because ingest may', () => {
  expect(rules({ 'server/src/http/x.ts': `import '../ingest/ingest.ts';` })).toEqual(['server/src/http/x.ts:1 layer']);
});

test('nested folders belong to their layer', () => {
  expect(rules({ 'server/src/http/live/x.ts': `import '../../store/sqlite/open.ts';` })).toEqual([]);
  expect(rules({ 'server/src/http/live/x.ts': `import '../app.ts';` })).toEqual([]);
  expect(rules({ 'server/src/store/sqlite/x.ts': `import '../../http/app.ts';` })).toEqual([
    'server/src/store/sqlite/x.ts:1 layer',
  ]);
});

test('a layer within a layer has its own row: only its parent reaches it', () => {
  expect(rules({ 'server/src/store/x.ts': `import './migrations/0001.ts';` })).toEqual([]);
  expect(rules({ 'server/src/ingest/x.ts': `import '../store/migrations/0001.ts';` })).toEqual([
    'server/src/ingest/x.ts:1 layer',
  ]);
});

test('the edge of a package may import anything in it', () => {
  const text = `import './http/app.ts';\nimport './store/store.ts';\nimport './config.ts';\nimport './cli/run.ts';`;
  expect(rules({ 'server/src/main.ts': text })).toEqual([]);
  expect(rules({ 'server/src/cli/x.ts': `import '../server.ts';\nimport '../http/app.ts';` })).toEqual([]);
});

test('a test may import anything in its package, and only a test imports a test', () => {
  const imports = `import '../store/store.ts';\nimport '../http/app.ts';\nimport '../config.ts';\nimport '../store/store.contract.ts';`;
  expect(rules({ 'server/src/ingest/x.test.ts': imports })).toEqual([]);
  expect(rules({ 'server/src/ingest/x.test.ts': `import '../../../shared/src/lib/index.ts';` })).toEqual([
    'server/src/ingest/x.test.ts:1 climbs-out',
  ]);
  expect(rules({ 'server/src/store/x.ts': `import './store.contract.ts';` })).toEqual([
    'server/src/store/x.ts:1 test-file',
  ]);
  expect(rules({ 'server/src/main.ts': `import './store/store.contract.ts';` })).toEqual([
    'server/src/main.ts:1 test-file',
  ]);
});

test('fixtures and a folder called testing are tests as well', () => {
  for (const helper of ['server/src/testing/rows.ts', 'server/src/store/rows.fixtures.ts']) {
    expect(rules({ [helper]: `import '@wardwatch/shared/lib';` })).toEqual([]);
    const specifier = helper.replace('server/src/', '../');
    expect(rules({ [helper]: '', 'server/src/http/x.test.ts': `import '${specifier}';` })).toEqual([]);
    expect(rules({ [helper]: '', 'server/src/http/x.ts': `import '${specifier}';` })).toEqual([
      'server/src/http/x.ts:1 test-file',
    ]);
  }
});

test('a folder that the table does not list is refused, until it is listed', () => {
  const file = { 'server/src/surprise/x.ts': '' };
  expect(rules(file)).toEqual(['server/src/surprise/x.ts:1 unlisted-layer']);
  const layers = { ...TABLE.layers, server: { ...TABLE.layers['server'], surprise: [] } };
  expect(rules(file, { ...TABLE, layers })).toEqual([]);
});

test('a folder named like a layer elsewhere is no such layer', () => {
  expect(rules({ 'server/src/stores/x.ts': '' })).toEqual(['server/src/stores/x.ts:1 unlisted-layer']);
});

test('nobody imports test, except what the table excepts', () => {
  expect(rules({ 'server/src/http/x.ts': `import '@wardwatch/test';` })).toEqual(['server/src/http/x.ts:1 package']);
  expect(rules({ 'start.ts': `import './test/kit/system.ts';` })).toEqual(['start.ts:1 climbs-out']);
  expect(rules({ 'vitest.config.ts': `import './test/kit/system.ts';` })).toEqual(['vitest.config.ts:1 climbs-out']);
  expect(rules({ 'vitest.config.ts': `import './test/kit/chromium.ts';` })).toEqual([]);
});

test('test and the root import packages by their exports only', () => {
  expect(rules({ 'test/kit/x.ts': `import '@wardwatch/server';\nimport './system.ts';` })).toEqual([]);
  expect(rules({ 'start.ts': `import '@wardwatch/server';` })).toEqual([]);
  expect(rules({ 'start.ts': `import '@wardwatch/shared/lib';` })).toEqual(['start.ts:1 package']);
});

function worker(path: string): string {
  return `new Worker(new URL('${path}', import.meta.url));`;
}

test('a worker is an import within its package, and a process to start for tests', () => {
  expect(rules({ 'server/src/http/x.ts': worker('../store/store.ts') })).toEqual([]);
  expect(rules({ 'server/src/http/x.ts': worker('../ingest/ingest.ts') })).toEqual(['server/src/http/x.ts:1 layer']);
  expect(rules({ 'server/src/http/x.ts': worker('../../../shared/src/lib/index.ts') })).toEqual([
    'server/src/http/x.ts:1 climbs-out',
  ]);
  expect(rules({ 'test/kit/x.ts': worker('../../server/src/main.ts') })).toEqual([]);
});

test('a package by its own name is no way around its layers', () => {
  expect(rules({ 'server/src/http/x.ts': `import '@wardwatch/server';` })).toEqual(['server/src/http/x.ts:1 edge']);
});

test('a computed import is refused, because nobody can say what it names', () => {
  expect(rules({ 'server/src/http/x.ts': 'const a = (n: string) => import(n);' })).toEqual([
    'server/src/http/x.ts:1 computed',
  ]);
});

test('a file that does not exist is refused; other kinds of files are not looked for', () => {
  expect(rules({ 'server/src/http/x.ts': `import './gone.ts';` })).toEqual(['server/src/http/x.ts:1 missing']);
  expect(rules({ 'console/src/pages/x.ts': `import './x.css';\nimport '../components/chip.ts';` })).toEqual([]);
});

test('packages from elsewhere and the built-in modules are none of our business', () => {
  expect(rules({ 'server/src/http/x.ts': `import 'node:fs';\nimport 'hono';\nimport '@hono/node-server';` })).toEqual(
    [],
  );
});

test('a long ring is told whole, and a ring across layers is a ring all the same', () => {
  const found = find({
    'server/src/store/a.ts': `import './b.ts';`,
    'server/src/store/b.ts': `import './c.ts';`,
    'server/src/store/c.ts': `import './a.ts';`,
  });
  expect(found.map(({ message }) => message)).toEqual([
    'server/src/store/a.ts → server/src/store/b.ts → server/src/store/c.ts → server/src/store/a.ts',
  ]);
  expect(rules({ 'shared/src/lib/a.ts': `import './a.ts';` })).toEqual(['shared/src/lib/a.ts:1 cycle']);
});

test('two ways to one file are no ring', () => {
  expect(
    rules({
      'server/src/store/a.ts': `import './b.ts';\nimport './c.ts';`,
      'server/src/store/b.ts': `import './c.ts';`,
      'server/src/store/c.ts': '',
    }),
  ).toEqual([]);
});

test('a violation names the file, the line, the rule in words and the form of the import', () => {
  expect(find({ 'shared/src/lib/x.ts': `\n\nexport type { A } from '../model/index.ts';` })).toEqual([
    {
      file: 'shared/src/lib/x.ts',
      line: 3,
      rule: 'layer',
      message: 'shared/lib may import no other layer, not model (export from)',
    },
  ]);
});
