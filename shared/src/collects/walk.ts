import type * as v from 'valibot';

/** What a field holds: a choice is one of a few fixed words; `message` is what is listed elsewhere on its own. */
export type FieldType = 'text' | 'number' | 'boolean' | 'choice' | 'message';

/** One place on the wire that holds a value. */
export interface Field {
  /** Names from the outside in, joined by dots; `[]` is each of a list, `*` each name of a table. */
  path: string;
  type: FieldType;
  /** The words of a choice. */
  choices: string[];
  /** Whether it may be absent or null. */
  isOptional: boolean;
}

/** Any schema, as far as its shape is concerned. */
type Schema = v.GenericSchema;

/**
 * Every value that fits the schema, by path. What all options of a choice between messages have in common stands at
 * the choice itself; the rest stands under the word that tells the option (`event.boot.bootedAt`).
 *
 * @throws TypeError for a kind of schema that it does not know, so that no field goes unlisted.
 */
export function fieldsOf(schema: v.GenericSchema): Field[] {
  return sorted(merged(walk(schema, '')));
}

/** The fields, each path once: types and words of the options that have it are joined. */
export function merged(fields: readonly Field[]): Field[] {
  const byPath = new Map<string, Field>();
  for (const field of fields) {
    const known = byPath.get(field.path);
    byPath.set(field.path, known ? joined(known, field) : field);
  }
  return [...byPath.values()];
}

function joined(a: Field, b: Field): Field {
  // A switch that may also come as 0 or 1 is a switch.
  const type = a.type === b.type ? a.type : a.type === 'boolean' || b.type === 'boolean' ? 'boolean' : 'text';
  const choices = type === 'choice' ? [...new Set([...a.choices, ...b.choices])] : [];
  return { path: a.path, type, choices, isOptional: a.isOptional || b.isOptional };
}

const optional = (field: Field): Field => ({ ...field, isOptional: true });
const sorted = (fields: readonly Field[]): Field[] => fields.toSorted((a, b) => (a.path < b.path ? -1 : 1));

function walk(schema: Schema, path: string): Field[] {
  const leaf = (type: FieldType, choices: string[] = []): Field[] => [{ path, type, choices, isOptional: false }];
  switch (schema.type) {
    case 'string':
    case 'custom':
      return leaf('text');
    case 'number':
      return leaf('number');
    case 'boolean':
      return leaf('boolean');
    case 'unknown':
      return leaf('message');
    case 'literal':
      return leaf('choice', [String(part(schema, 'literal'))]);
    case 'picklist':
      return leaf(
        'choice',
        optionsOf(schema).map((option) => String(option)),
      );
    case 'nullable':
    case 'optional':
      return walk(inner(schema, 'wrapped'), path).map(optional);
    case 'array':
      return walk(inner(schema, 'item'), `${path}[]`);
    case 'record':
      return walk(inner(schema, 'value'), below(path, '*'));
    case 'strict_tuple':
      return listOf(schema, 'items').flatMap((item) => walk(item, path));
    case 'object':
      return Object.entries(entriesOf(schema)).flatMap(([name, entry]) => walk(entry, below(path, name)));
    case 'union':
    case 'variant':
      return walkOptions(schema, path);
    default:
      throw new TypeError(`a schema of type ${schema.type} at ${path || 'the top'} is not known to the list of fields`);
  }
}

function walkOptions(schema: Schema, path: string): Field[] {
  const options = listOf(schema, 'options').map((option) => ({
    word: wordOf(option, schema.type === 'variant' ? String(part(schema, 'key')) : undefined),
    fields: merged(walk(option, '')),
  }));
  const isValue = options.some(({ word }) => word === undefined);
  const placed = (field: Field, under: string): Field => ({ ...field, path: below(under, field.path) });
  if (isValue) return options.flatMap(({ fields }) => fields.map((field) => placed(field, path)));
  const isCommon = (name: string): boolean =>
    options.every(({ fields }) => fields.some((field) => field.path === name));
  return options.flatMap(({ word = '', fields }) =>
    fields.map((field) => placed(field, isCommon(field.path) ? path : below(path, word))),
  );
}

/** The word that tells an option from the others: of the key, or of its first entry that is one fixed word. */
function wordOf(option: Schema, key: string | undefined): string | undefined {
  if (option.type === 'variant') return wordOf(listOf(option, 'options')[0] ?? option, key);
  if (option.type !== 'object') return undefined;
  const entries = entriesOf(option);
  const telling = key === undefined ? Object.values(entries).find((entry) => entry.type === 'literal') : entries[key];
  return telling && String(part(telling, 'literal'));
}

const below = (path: string, name: string): string => (path === '' || name === '' ? path + name : `${path}.${name}`);

/** A property of a schema; each kind has its own, and their types are lost with the kind. */
function part(schema: Schema, name: string): unknown {
  return Object.entries(schema).find(([key]) => key === name)?.[1];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema';
}

function inner(schema: Schema, name: 'wrapped' | 'item' | 'value'): Schema {
  const found = part(schema, name);
  if (!isSchema(found)) throw new TypeError(`${schema.type} has no ${name}`);
  return found;
}

function listOf(schema: Schema, name: 'options' | 'items'): Schema[] {
  const found = part(schema, name);
  return Array.isArray(found) ? found.filter(isSchema) : [];
}

function optionsOf(schema: Schema): unknown[] {
  const found = part(schema, 'options');
  return Array.isArray(found) ? found : [];
}

function entriesOf(schema: Schema): Record<string, Schema> {
  const found = part(schema, 'entries');
  const entries = typeof found === 'object' && found !== null ? Object.entries(found) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, Schema] => isSchema(entry[1])));
}
