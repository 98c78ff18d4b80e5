/** A record of `wtmp` as a test writes it: type and user of utmp(5), and its time. */
export interface TestRecord {
  type: number;
  user: string;
  at: number;
  pid?: number;
}

/** Bytes of `struct utmp` of glibc for an architecture: a file of login records made by the test itself. */
export function wtmpBytes(records: readonly TestRecord[], architecture: 'x64' | 'arm64' = 'x64'): Buffer {
  return Buffer.concat(
    records.map(({ type, user, at, pid = 0 }) => {
      const record = Buffer.alloc(architecture === 'x64' ? 384 : 400);
      record.writeInt16LE(type, 0);
      record.writeInt32LE(pid, 4);
      record.write('~', 8, 'latin1');
      record.write('~~', 40, 'latin1');
      record.write(user, 44, 'latin1');
      record.write('6.1.0-test', 76, 'latin1');
      if (architecture === 'x64') record.writeInt32LE(Math.floor(at / 1_000), 340);
      else record.writeBigInt64LE(BigInt(Math.floor(at / 1_000)), 344);
      return record;
    }),
  );
}
