import { posix } from 'node:path';
import { findCycles } from './cycles.ts';
import { importsOf, type ModuleImport } from './imports.ts';
import type { LayerTable, SourceTree, Violation } from './layer-table.ts';
import { packageOf, type Place, placeOf } from './place.ts';

/** What an import is found to break; the file and line are added by the caller. */
type Broken = Pick<Violation, 'rule' | 'message'>;

/** Where an import leads: a file of ours (`crossing` where it is named through a package), a mistake, or elsewhere. */
type Target = { to: string; crossing: boolean } | Broken | undefined;

/**
 * Checks every import of a tree, of whatever form, against the table. Pure: reads nothing but what it is given.
 * Violations come in order of file and line.
 */
export function check(tree: SourceTree, table: LayerTable): Violation[] {
  const violations: Violation[] = [];
  const graph = new Map<string, { to: string; line: number }[]>();
  for (const [file, text] of tree.files) {
    const place = placeOf(file, table);
    if (place.kind === 'unlisted') {
      const message = `${place.pkg}/src/${place.folder} is no layer of layers.json`;
      violations.push({ file, line: 1, rule: 'unlisted-layer', message });
    }
    const edges: { to: string; line: number }[] = [];
    graph.set(file, edges);
    for (const found of importsOf(file, text)) {
      const target = resolve(file, found, tree, table);
      if (target && 'to' in target) edges.push({ to: target.to, line: found.line });
      const broken = target && ('rule' in target ? target : judge(place, file, target, table));
      if (broken)
        violations.push({ file, line: found.line, rule: broken.rule, message: `${broken.message} (${found.form})` });
    }
  }
  for (const { file, line, message } of findCycles(graph)) violations.push({ file, line, rule: 'cycle', message });
  return violations.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

function resolve(file: string, { specifier, form }: ModuleImport, tree: SourceTree, table: LayerTable): Target {
  if (specifier === undefined) {
    return { rule: 'computed', message: 'a computed import cannot be checked; name the file' };
  }
  if (/^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..') {
    return resolveRelative(file, specifier, form, tree, table);
  }
  if (!specifier.startsWith(table.scope)) return undefined;
  const pkg = specifier.slice(table.scope.length).split('/', 1)[0] ?? '';
  const own = packageOf(file, table);
  if (pkg !== own && !table.packages[own]?.includes(pkg)) {
    return { rule: 'package', message: `${nameOf(own)} may not import ${specifier}` };
  }
  const to = tree.exports.get(pkg)?.get(specifier);
  if (to === undefined) return { rule: 'deep-import', message: `${specifier} is not among the exports of ${pkg}` };
  return { to, crossing: pkg !== own };
}

function resolveRelative(
  file: string,
  specifier: string,
  form: ModuleImport['form'],
  tree: SourceTree,
  table: LayerTable,
): Target {
  const to = posix.normalize(posix.join(posix.dirname(file), specifier));
  const own = packageOf(file, table);
  if (to.startsWith('../') || specifier.startsWith('/') || packageOf(to, table) !== own) {
    // The test package and the root start real processes of the others by their file; that is no import.
    if (form === 'new URL' && !(own in table.layers)) return undefined;
    if (table.exceptions.some((exception) => exception.from === file && exception.to === to)) return undefined;
    return { rule: 'climbs-out', message: `${specifier} climbs out of ${nameOf(own)}` };
  }
  if (tree.files.has(to)) return { to, crossing: false };
  return to.endsWith('.ts') ? { rule: 'missing', message: `${to} does not exist` } : undefined;
}

function judge(
  from: Place,
  file: string,
  { to, crossing }: { to: string; crossing: boolean },
  table: LayerTable,
): Broken | undefined {
  if (from.kind === 'layer' && table.isolated[from.pkg]?.includes(from.layer)) {
    const target = placeOf(to, table);
    if (crossing || target.kind !== 'layer' || target.layer !== from.layer) {
      return {
        rule: 'isolated',
        message: `${from.pkg}/${from.layer} imports nothing of ours, so that it keeps working`,
      };
    }
  }
  if (crossing || from.kind === 'test') return undefined;
  const target = placeOf(to, table);
  if (target.kind === 'test') return { rule: 'test-file', message: `${to} is a test; only tests import it` };
  if (from.kind !== 'layer') return undefined;
  if (target.kind === 'edge') {
    return { rule: 'edge', message: `${to} is the edge of ${from.pkg}: what ${from.layer} needs of it is passed in` };
  }
  if (target.kind === 'unlisted' || target.layer === from.layer) return undefined;
  const may = table.layers[from.pkg]?.[from.layer] ?? [];
  if (may.includes(target.layer)) return undefined;
  return {
    rule: 'layer',
    message: `${from.pkg}/${from.layer} may import ${may.join(', ') || 'no other layer'}, not ${target.layer}`,
  };
}

function nameOf(pkg: string): string {
  return pkg === '.' ? 'the root' : pkg;
}
