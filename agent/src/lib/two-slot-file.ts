import { open, type FileHandle } from 'node:fs/promises';
import { crc32Hex } from './crc32.ts';
import { readIfThere } from './files.ts';

const SLOT_BYTES = 512;

/**
 * A small durable value that is overwritten often: two slots of 512 bytes, written in turn, each one line
 * `crc32 serial json` padded with spaces. A write that a power cut tears spoils one slot; the other still holds
 * the value before.
 */
export class TwoSlotFile {
  readonly #file: string;
  #handle: FileHandle | undefined;
  #serial: number;

  private constructor(file: string, serial: number) {
    this.#file = file;
    this.#serial = serial;
  }

  /** Opens the file and reads the newest whole value; undefined where there is none. */
  static async open(file: string): Promise<{ slots: TwoSlotFile; value: unknown }> {
    const newest = parseSlots((await readIfThere(file)) ?? '').toSorted((a, b) => b.serial - a.serial)[0];
    return { slots: new TwoSlotFile(file, newest?.serial ?? 0), value: newest?.value };
  }

  /** Writes a value; with `durable`, it is on the disk when this resolves. The JSON has at most about 480 bytes. */
  async write(value: unknown, options: { durable: boolean }): Promise<void> {
    const serial = this.#serial + 1;
    const line = encodeSlot(serial, value);
    this.#handle ??= await openForUpdate(this.#file);
    await this.#handle.write(line, 0, line.length, (serial % 2) * SLOT_BYTES);
    if (options.durable) await this.#handle.datasync();
    this.#serial = serial;
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }
}

async function openForUpdate(file: string): Promise<FileHandle> {
  const handle = await open(file, 'a', 0o600);
  await handle.close();
  return open(file, 'r+');
}

function encodeSlot(serial: number, value: unknown): Buffer {
  const body = `${serial} ${JSON.stringify(value)}`;
  const line = Buffer.from(`${crc32Hex(Buffer.from(body))} ${body}`);
  if (line.length >= SLOT_BYTES) throw new RangeError(`a slot holds ${SLOT_BYTES - 1} bytes, not ${line.length}`);
  return Buffer.concat([line, Buffer.alloc(SLOT_BYTES - line.length - 1, ' '), Buffer.from('\n')]);
}

function parseSlots(text: string): { serial: number; value: unknown }[] {
  return text.split('\n').flatMap((padded) => {
    // A slot that was never written is a run of zero bytes before the other one.
    const match = /([0-9a-f]{8}) ((\d+) (\S.*\S|\S))\s*$/.exec(padded);
    if (!match) return [];
    const [, crc, body = '', serial, json = ''] = match;
    if (crc !== crc32Hex(Buffer.from(body))) return [];
    return [{ serial: Number(serial), value: JSON.parse(json) as unknown }];
  });
}
