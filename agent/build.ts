import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type OutputChunk } from 'rolldown';
import { AGENT_VERSION } from './src/version.ts';

const FOLDER = import.meta.dirname;
const LIST = path.join(FOLDER, 'BUNDLE.txt');

/**
 * Bundles the agent into one file that runs on Node 20.19 and later without `node_modules`. `koffi` stays outside: it
 * is native, optional, and only of use on Windows, where it may lie beside the bundle.
 *
 * @param write whether `dist/` is written; the bundle is given back in any case.
 */
export async function bundleAgent(write: boolean): Promise<OutputChunk> {
  const { output } = await build({
    input: path.join(FOLDER, 'src/main.ts'),
    platform: 'node',
    // `ws` has native accelerators that it tries to load and does well without.
    external: ['koffi', 'bufferutil', 'utf-8-validate'],
    transform: { target: 'node20.19' },
    write,
    logLevel: 'warn',
    output: {
      file: path.join(FOLDER, 'dist/wardwatch-agent.cjs'),
      // As CommonJS the parts of Node that are imported and not used stay unloaded: 3 MB less memory.
      format: 'cjs',
      codeSplitting: false,
      // The names of functions and classes stay, so that a stack trace from the field can be read.
      minify: {
        compress: true,
        mangle: { keepNames: { function: true, class: true } },
        codegen: { removeWhitespace: true },
      },
      banner: `#!/usr/bin/env node\n/*! Wardwatch agent ${AGENT_VERSION} */`,
    },
  });
  return output[0];
}

const PACKAGE = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//;

/** The licences of the packages inside, as their authors ask for. */
export async function licences(chunk: OutputChunk): Promise<string> {
  const folders = new Map(
    Object.keys(chunk.modules).flatMap((id) => {
      const match = PACKAGE.exec(id.replaceAll('\\', '/'));
      return match ? [[match[2] ?? '', match[1] ?? '']] : [];
    }),
  );
  const texts = [...folders]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(async ([name, folder]) => {
      return `${name}\n\n${(await licenceOf(name, folder)).trim()}\n`;
    });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

/** A package's licence: its own file, or the part of its README under that heading. */
async function licenceOf(name: string, folder: string): Promise<string> {
  const files = await readdir(folder);
  const file = files.find((one) => /^licen[cs]e/i.test(one));
  if (file !== undefined) return readFile(path.join(folder, file), 'utf8');
  const readme = files.includes('README.md') ? await readFile(path.join(folder, 'README.md'), 'utf8') : '';
  const text = /^#+ Licen[cs]e\s*$([^]*?)(?=^#+ |$(?![^]))/im.exec(readme)?.[1];
  if (text === undefined) throw new Error(`${name} has no licence text`);
  return text;
}

/** What is inside: our files by name, everybody else's with its size, by package. Sorted, so that it can be compared. */
export function listContents(chunk: OutputChunk): string {
  const own = new Set<string>();
  const foreign = new Map<string, { files: number; bytes: number }>();
  for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
    const inPackage = PACKAGE.exec(id.replaceAll('\\', '/'))?.[2];
    if (inPackage !== undefined) {
      const known = foreign.get(inPackage) ?? { files: 0, bytes: 0 };
      foreign.set(inPackage, { files: known.files + 1, bytes: known.bytes + renderedLength });
    } else if (path.isAbsolute(id)) own.add(path.relative(path.dirname(FOLDER), id).replaceAll('\\', '/'));
  }
  const packages = [...foreign].map(
    ([name, { files, bytes }]) => `${name}: ${files} files, about ${10 * Math.ceil(bytes / 10_240)} KiB`,
  );
  return ['Packages', ...packages.toSorted(), '', 'Own files', ...[...own].toSorted(), ''].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const chunk = await bundleAgent(true);
  await writeFile(LIST, listContents(chunk));
  await writeFile(path.join(FOLDER, 'dist/LICENCES.txt'), await licences(chunk));
  console.log(`agent/dist/${chunk.fileName}: ${Math.round(Buffer.byteLength(chunk.code) / 1024)} KiB`);
}
