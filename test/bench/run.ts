/**
 * Runs benchmarks and prints their tables: `pnpm bench [name …]`, all of them without a name. With `--write` each
 * table replaces its section of RESULTS.md, with machine and date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import process from 'node:process';
import { type BenchTable, toMarkdown } from './table.ts';

const BENCHES: Record<string, () => Promise<{ run(): Promise<BenchTable[]> }>> = {
  storage: () => import('./storage.bench.ts'),
  wire: () => import('./wire.bench.ts'),
  detection: () => import('./detection.bench.ts'),
  intake: () => import('./intake.bench.ts'),
  kills: () => import('./kills.bench.ts'),
  'ledger-year': () => import('./ledger-year.bench.ts'),
  'ledger-history': () => import('./ledger-history.bench.ts'),
  'ledger-kill': () => import('./ledger-kill.bench.ts'),
  figures: () => import('./figures.bench.ts'),
  semantics: () => import('./semantics.bench.ts'),
  mutants: () => import('./mutants.bench.ts'),
  cost: () => import('./cost.bench.ts'),
  import: () => import('./import.bench.ts'),
  footprint: () => import('./footprint.bench.ts'),
};
const RESULTS = new URL('./RESULTS.md', import.meta.url);

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${memory} GiB, Linux ${release()}, Node ${process.version}`;
}

/** Replaces the named section of the results, or adds it. */
function withSection(results: string, name: string, text: string): string {
  const section = `<!-- ${name} -->\n${text.trim()}\n<!-- /${name} -->`;
  const pattern = new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`);
  return pattern.test(results) ? results.replace(pattern, () => section) : `${results.trimEnd()}\n\n${section}\n`;
}

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('--'));
const unknown = names.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
  const bench = await BENCHES[name]?.();
  const tables = (await bench?.run()) ?? [];
  const text = `${tables.map(toMarkdown).join('\n')}\nMeasured on ${new Date().toISOString().slice(0, 10)}: ${machine()}.`;
  console.log(`\n${text}`);
  if (args.includes('--write')) await writeFile(RESULTS, withSection(await readFile(RESULTS, 'utf8'), name, text));
}
