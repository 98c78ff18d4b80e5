import { keysOf } from '../lib/index.ts';
import { fold } from '../wording/index.ts';

/** Words of a cell: how each is written, and every folded way in which it is read. */
export interface WordTable<Word extends string> {
  shown: Readonly<Record<Word, string>>;
  ways: ReadonlyMap<string, Word>;
}

/** Makes the table of words, each with the way in which it is written and the others in which it is read. */
export function wordTable<Word extends string>(
  words: Readonly<Record<Word, readonly [shown: string, ...also: string[]]>>,
): WordTable<Word> {
  const ways = new Map<string, Word>();
  const shown: Partial<Record<Word, string>> = {};
  for (const word of keysOf(words)) {
    shown[word] = words[word][0];
    for (const way of [word, ...words[word]]) ways.set(fold(way), word);
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every word was put in
  return { shown: shown as Record<Word, string>, ways };
}
