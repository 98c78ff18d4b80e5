import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { check } from './check.ts';
import { layerTable } from './layer-table.ts';
import { readSourceTree } from './source-tree.ts';

// Checks who imports whom in the whole tree against `layers.json`; exit code 1 where a rule is broken.
const root = join(import.meta.dirname, '../..');
const table = v.parse(layerTable, JSON.parse(readFileSync(join(root, 'layers.json'), 'utf8')));
const tree = readSourceTree(root, table);
const violations = check(tree, table);
for (const { file, line, rule, message } of violations) console.error(`${file}:${line}: ${rule}: ${message}`);
console.log(`layers: ${tree.files.size} files, ${violations.length} violations`);
if (violations.length > 0) process.exitCode = 1;
