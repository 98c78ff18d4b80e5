/** The most texts that are kept; the oldest give way. */
const MOST_DRAFTS = 50;

/**
 * What was typed and not yet saved, by document and place, for as long as the console is open: who looks something up
 * on another page finds it again.
 */
export class PaperDrafts {
  readonly #texts = new Map<string, string>();

  read(paperId: string, place: string): string | undefined {
    return this.#texts.get(keyOf(paperId, place));
  }

  keep(paperId: string, place: string, text: string): void {
    const key = keyOf(paperId, place);
    this.#texts.delete(key);
    this.#texts.set(key, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > MOST_DRAFTS && oldest !== undefined) this.#texts.delete(oldest);
  }

  forget(paperId: string, place: string): void {
    this.#texts.delete(keyOf(paperId, place));
  }

  /** Forgets all of a document: it is gone, and its id may come again. */
  forgetAll(paperId: string): void {
    for (const key of this.#texts.keys()) if (key.startsWith(keyOf(paperId, ''))) this.#texts.delete(key);
  }

  /** Whether anything of the document is not saved. */
  has(paperId: string): boolean {
    return [...this.#texts.keys()].some((key) => key.startsWith(keyOf(paperId, '')));
  }
}

function keyOf(paperId: string, place: string): string {
  return `${paperId}/${place}`;
}

/** Of this console. */
export const drafts = new PaperDrafts();
