/** A text that had to be a date or a time of day is none. A broken promise: texts are checked where they enter. */
export class NoSuchDate extends Error {
  readonly code = 'no-such-date';

  constructor(text: string) {
    super(`Not a date or time of day: ${text}`);
    this.name = 'NoSuchDate';
  }
}
