import { parseSync, Visitor } from 'oxc-parser';

/** How a file names another: the checks treat all alike, the report says which it was. */
export type ImportForm =
  | 'import'
  | 'export from'
  | 'import()'
  | "import('…') type"
  | 'import = require'
  | 'new URL'
  | 'import.meta.resolve';

/** One mention of another module. */
export interface ModuleImport {
  /** Undefined where it is computed, so that nobody can say beforehand what it names. */
  specifier: string | undefined;
  form: ImportForm;
  /** Counted from 1. */
  line: number;
}

/** Every module that a source file names, in whatever form, in order. Throws where the file does not parse. */
export function importsOf(path: string, text: string): ModuleImport[] {
  const { program, module, errors } = parseSync(path, text, { lang: 'ts', sourceType: 'module' });
  const [error] = errors;
  if (error) throw new SyntaxError(`${path}: ${error.message}`);
  const found: { specifier: string | undefined; form: ImportForm; start: number }[] = [];
  for (const { moduleRequest } of module.staticImports) {
    found.push({ specifier: moduleRequest.value, form: 'import', start: moduleRequest.start });
  }
  const reexports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) => entry.moduleRequest ?? []),
  );
  // `export { a, b } from` has one entry for each name.
  for (const [start, { value }] of new Map(reexports.map((request) => [request.start, request]))) {
    found.push({ specifier: value, form: 'export from', start });
  }
  new Visitor({
    ImportExpression: ({ source, start }) => found.push({ specifier: literal(source), form: 'import()', start }),
    TSImportType: ({ source, start }) => found.push({ specifier: literal(source), form: "import('…') type", start }),
    TSExternalModuleReference: ({ expression, start }) =>
      found.push({ specifier: literal(expression), form: 'import = require', start }),
    NewExpression: ({ callee, arguments: [first, base], start }) => {
      const isUrl = callee.type === 'Identifier' && callee.name === 'URL' && base !== undefined && isOfImportMeta(base);
      const specifier = literal(first);
      // A computed address, or one of something that is no module, is none of our business.
      if (isUrl && specifier?.endsWith('.ts')) found.push({ specifier, form: 'new URL', start });
    },
    CallExpression: ({ callee, arguments: [first], start }) => {
      const resolves =
        isOfImportMeta(callee) && callee.property.type === 'Identifier' && callee.property.name === 'resolve';
      if (resolves) found.push({ specifier: literal(first), form: 'import.meta.resolve', start });
    },
  }).visit(program);
  const lines = lineStarts(text);
  return found
    .toSorted((a, b) => a.start - b.start)
    .map(({ specifier, form, start }) => ({ specifier, form, line: lines.findLastIndex((at) => at <= start) + 1 }));
}

type Node =
  | Parameters<NonNullable<ConstructorParameters<typeof Visitor>[0]['MemberExpression']>>[0]['object']
  | { type: string };

/** The text of a string, or of a template without holes. */
function literal(node: Node | undefined): string | undefined {
  if (node?.type === 'Literal' && 'value' in node && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && 'quasis' in node && node.quasis.length === 1) {
    return node.quasis[0]?.value.cooked ?? undefined;
  }
  return undefined;
}

type Member = Extract<Node, { type: 'MemberExpression' }>;

/** `import.meta.something`. */
function isOfImportMeta(node: Node): node is Member {
  return node.type === 'MemberExpression' && 'object' in node && node.object.type === 'MetaProperty';
}

/** Where each line starts. */
function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
}
