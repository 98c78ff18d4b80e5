import type { ProbeContext } from '../probe.ts';

/** A device that answers SNMP v2c. */
export interface SnmpTarget {
  /** An address that local policy allowed. */
  address: string;
  port: number;
  community: string;
}

/** A value as SNMP gives it: numbers of all kinds as numbers, octets as text, what is not there as null. */
export type SnmpValue = number | string | null;

/** What came of one request. Silence is also what a wrong community gets. */
export type SnmpAnswer =
  | { outcome: 'answered'; values: Readonly<Record<string, SnmpValue>>; ms: number }
  | { outcome: 'silent'; detail: string }
  | { outcome: 'failed'; detail: string };

/** Reads by SNMP, and writes never. The library behind it is loaded with the first request. */
export interface Snmp {
  /** Values of up to 32 OIDs, by OID. Never rejects but for an aborted signal. */
  get(target: SnmpTarget, oids: readonly string[], signal: AbortSignal): Promise<SnmpAnswer>;
  /** Rows of a table's columns, at most `maxRows` a column, by OID. */
  walk(target: SnmpTarget, column: string, maxRows: number, signal: AbortSignal): Promise<SnmpAnswer>;
}

/** Makes the reader. */
export type OpenSnmp = (context: ProbeContext) => Snmp;
