import { expect, test } from 'vitest';
import { importsOf } from './imports.ts';

test.each([
  [`import { a } from './x.ts';`, 'import'],
  [`import './x.ts';`, 'import'],
  [`import * as a from './x.ts';`, 'import'],
  [`import {} from './x.ts';`, 'import'],
  [`import type { A } from './x.ts';`, 'import'],
  [`import { type A } from './x.ts';`, 'import'],
  [`import a, { type B } from './x.ts';`, 'import'],
  [`export { a } from './x.ts';`, 'export from'],
  [`export { a, b, type C } from './x.ts';`, 'export from'],
  [`export type { A } from './x.ts';`, 'export from'],
  [`export * from './x.ts';`, 'export from'],
  [`export * as all from './x.ts';`, 'export from'],
  [`export type * from './x.ts';`, 'export from'],
  [`const a = await import('./x.ts');`, 'import()'],
  ['const a = await import(`./x.ts`);', 'import()'],
  [`function f() { return () => import('./x.ts'); }`, 'import()'],
  [`type A = import('./x.ts').A;`, "import('…') type"],
  [`type A = typeof import('./x.ts');`, "import('…') type"],
  [`let a: Map<string, import('./x.ts').A<number>>;`, "import('…') type"],
  [`import a = require('./x.ts');`, 'import = require'],
  [`new Worker(new URL('./x.ts', import.meta.url));`, 'new URL'],
  [`const a = import.meta.resolve('./x.ts');`, 'import.meta.resolve'],
])('%s names a module', (text, form) => {
  expect(importsOf('a.ts', text)).toEqual([{ specifier: './x.ts', form, line: 1 }]);
});

test.each([
  `// import { a } from './x.ts';`,
  `const text = "import { a } from './x.ts'";`,
  `new URL('./x.json', import.meta.url);`,
  `new URL('/path.ts', 'http://127.0.0.1');`,
  `export const a = 1;`,
  `declare const require: (id: string) => void;`,
])('%s names none', (text) => {
  expect(importsOf('a.ts', text)).toEqual([]);
});

test('a computed import has no specifier', () => {
  const text = 'const name = "x"; await import(`./${name}.ts`); await import(name);';
  expect(importsOf('a.ts', text).map(({ specifier }) => specifier)).toEqual([undefined, undefined]);
});

test('each import has its line, in order, also after letters beyond ASCII', () => {
  const text = [
    '// Nhà văn hóa 🏠',
    `import a from './a.ts';`,
    '',
    `type B = import('./b.ts').B;`,
    `export * from './c.ts';`,
  ].join('\n');
  expect(importsOf('x.ts', text).map(({ specifier, line }) => [specifier, line])).toEqual([
    ['./a.ts', 2],
    ['./b.ts', 4],
    ['./c.ts', 5],
  ]);
});

test('a file that does not parse is an error, never a file without imports', () => {
  expect(() => importsOf('broken.ts', 'import {')).toThrow('broken.ts');
});
