/** Whole numbers as bytes: seven bits each, low ones first, the top bit saying that more follow (LEB128). */

/** Bytes that grow as they are written. */
export class ByteWriter {
  #bytes = new Uint8Array(4_096);
  #length = 0;

  /** A whole number from 0 to 2^53 - 1. */
  varint(value: number): void {
    let rest = value;
    // Arithmetic instead of shifts: those know 32 bits only.
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** A whole number of either sign, small in bytes where it is near 0. From -2^52 to 2^52 - 1. */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  text(value: string): void {
    const bytes = new TextEncoder().encode(value);
    this.varint(bytes.length);
    for (const byte of bytes) this.byte(byte);
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = value;
  }

  /** What was written. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** Reads what a `ByteWriter` wrote. Past the end or out of range it reads 0 and remembers that it is `broken`. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  broken = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  varint(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 49; factor *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return Number.isSafeInteger(value) ? value : this.#fail();
    }
    return this.#fail();
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  text(): string {
    const length = this.varint();
    if (length > this.#bytes.length - this.#at) {
      this.#fail();
      return '';
    }
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return new TextDecoder().decode(bytes);
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? this.#fail();
  }

  /** Whether everything was read, and nothing beyond. */
  get atEnd(): boolean {
    return !this.broken && this.#at === this.#bytes.length;
  }

  #fail(): number {
    this.broken = true;
    return 0;
  }
}
