import { appendFileSync, renameSync, statSync } from 'node:fs';

/** A log file is put aside at this size, bytes, and the one that was put aside before is dropped. */
const MAX_BYTES = 1_048_576;

/** A file that is appended to and never takes more than twice its bound on the disk. */
export class RotatingFile {
  readonly #file: string;
  readonly #maxBytes: number;
  /** Writes that the disk refused. */
  refused = 0;

  constructor(file: string, maxBytes = MAX_BYTES) {
    this.#file = file;
    this.#maxBytes = maxBytes;
  }

  /** Appends a text, at once, so that the last words of a process are there. A disk that refuses them is counted. */
  write(text: string): void {
    try {
      const size = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
      if (size > 0 && size + Buffer.byteLength(text) > this.#maxBytes) renameSync(this.#file, `${this.#file}.1`);
      appendFileSync(this.#file, text, { mode: 0o600 });
    } catch {
      // There is nobody to tell: this is where it would be told.
      this.refused += 1;
    }
  }
}
