import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import * as v from 'valibot';
import type { LayerTable, SourceTree } from './layer-table.ts';

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'coverage']);

const manifest = v.object({ name: v.string(), exports: v.optional(v.record(v.string(), v.string()), {}) });

/** Reads every TypeScript file of the packages and of the root, and what the packages export. */
export function readSourceTree(root: string, table: LayerTable): SourceTree {
  const files = new Map<string, string>();
  const exports = new Map<string, Map<string, string>>();
  for (const pkg of Object.keys(table.packages)) {
    for (const path of typeScriptFiles(root, pkg)) files.set(path, readFileSync(join(root, path), 'utf8'));
    if (pkg !== '.') exports.set(pkg, exportsOf(root, pkg));
  }
  return { files, exports };
}

function typeScriptFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((item) => {
    const path = posix.join(folder, item.name);
    if (item.isFile()) return item.name.endsWith('.ts') && !item.name.endsWith('.d.ts') ? [path] : [];
    const goesDeeper =
      folder !== '.' && item.isDirectory() && !item.name.startsWith('.') && !SKIPPED_FOLDERS.has(item.name);
    return goesDeeper ? typeScriptFiles(root, path) : [];
  });
}

function exportsOf(root: string, pkg: string): Map<string, string> {
  const parsed = v.parse(manifest, JSON.parse(readFileSync(join(root, pkg, 'package.json'), 'utf8')));
  return new Map(
    Object.entries(parsed.exports).map(([name, file]) => [posix.join(parsed.name, name), posix.join(pkg, file)]),
  );
}
