import { createSocket, type Socket } from 'node:dgram';
import * as snmp from 'net-snmp';

/** What the simulated device says; what is left out of a change stays as it is. */
export interface UpsSimulatorState {
  /** upsOutputSource: 1 other, 2 none, 3 normal, 4 bypass, 5 battery, 6 booster, 7 reducer. */
  outputSource: number;
  /** upsBatteryStatus: 1 unknown, 2 normal, 3 low, 4 depleted. */
  batteryStatus: number;
  secondsOnBattery: number;
  minutesRemaining: number;
  charge: number;
  inputVolts: number;
  load: number;
  /** upsTestResultsSummary: 1 passed, 2 warning, 3 error, 4 aborted, 5 in progress, 6 no test yet. */
  testSummary: number;
  /** Alarms that are present, by their OID (upsWellKnownAlarms). */
  alarms: readonly string[];
  /** Hundredths of a second since its start. */
  sysUpTime: number;
  /** The interfaces of IF-MIB, by index from 1: 1 up, 2 down; octets in and out. */
  interfaces: readonly { name: string; operStatus: number; inOctets: number; outOctets: number }[];
}

/** A device that speaks SNMP v2c on loopback: a UPS (UPS-MIB, RFC 1628) with the ports of a switch (IF-MIB, RFC 2863). */
export interface UpsSimulator extends AsyncDisposable {
  readonly port: number;
  readonly community: string;
  /** Changes what it says from now on. Interfaces are changed whole, and their number stays; alarms are those of the start. */
  set(change: Partial<Omit<UpsSimulatorState, 'alarms'>>): void;
  /** Says nothing to anybody, as a dead device or one that was told another community; `false` ends that. */
  silence(isSilent: boolean): void;
}

const START: UpsSimulatorState = {
  outputSource: 3,
  batteryStatus: 2,
  secondsOnBattery: 0,
  minutesRemaining: 42,
  charge: 100,
  inputVolts: 223,
  load: 17,
  testSummary: 6,
  alarms: [],
  sysUpTime: 100_000,
  interfaces: [
    { name: 'port 1', operStatus: 1, inOctets: 1_000, outOctets: 2_000 },
    { name: 'port 2', operStatus: 2, inOctets: 0, outOctets: 0 },
  ],
};

const UPS = '1.3.6.1.2.1.33.1';
const SYSTEM = '1.3.6.1.2.1.1';
const { Integer, OctetString, OID, TimeTicks, Gauge, Counter, Counter64 } = snmp.ObjectType;

/** Scalars that follow the state: name, OID, type. */
const SCALARS = [
  ['batteryStatus', `${UPS}.2.1`, Integer],
  ['secondsOnBattery', `${UPS}.2.2`, Integer],
  ['minutesRemaining', `${UPS}.2.3`, Integer],
  ['charge', `${UPS}.2.4`, Integer],
  ['outputSource', `${UPS}.4.1`, Integer],
  ['testSummary', `${UPS}.7.3`, Integer],
  ['sysUpTime', `${SYSTEM}.3`, TimeTicks],
] as const satisfies readonly (readonly [keyof UpsSimulatorState, string, number])[];

/** Scalars that never change. */
const FIXED: readonly (readonly [string, string, number, string | number])[] = [
  ['sysDescr', `${SYSTEM}.1`, OctetString, 'simulated device'],
  ['sysObjectID', `${SYSTEM}.2`, OID, '1.3.6.1.2.1.33'],
  ['sysContact', `${SYSTEM}.4`, OctetString, ''],
  ['sysName', `${SYSTEM}.5`, OctetString, 'ups.example'],
  ['sysLocation', `${SYSTEM}.6`, OctetString, ''],
  ['upsIdentManufacturer', `${UPS}.1.1`, OctetString, 'Example'],
  ['upsIdentModel', `${UPS}.1.2`, OctetString, 'Line 3000'],
  ['upsIdentUPSSoftwareVersion', `${UPS}.1.3`, OctetString, '1.0'],
  ['upsIdentAgentSoftwareVersion', `${UPS}.1.4`, OctetString, '1.0'],
  ['upsIdentName', `${UPS}.1.5`, OctetString, 'ups'],
  ['upsBatteryVoltage', `${UPS}.2.5`, Integer, 273],
  ['upsBatteryTemperature', `${UPS}.2.7`, Integer, 31],
  ['upsInputLineBads', `${UPS}.3.1`, Counter, 0],
  ['upsInputNumLines', `${UPS}.3.2`, Integer, 1],
  ['upsOutputFrequency', `${UPS}.4.2`, Integer, 500],
  ['upsOutputNumLines', `${UPS}.4.3`, Integer, 1],
  ['upsConfigInputVoltage', `${UPS}.9.1`, Integer, 220],
  ['upsConfigOutputVoltage', `${UPS}.9.3`, Integer, 220],
  ['upsConfigOutputVA', `${UPS}.9.5`, Integer, 3_000],
  ['upsConfigLowBattTime', `${UPS}.9.7`, Integer, 2],
];

/** Starts it on a free port of 127.0.0.1, or on the port given. `isUps` false leaves the UPS-MIB out. */
export async function startUpsSimulator(
  options: { port?: number; community?: string; state?: Partial<UpsSimulatorState>; isUps?: boolean } = {},
): Promise<UpsSimulator> {
  const community = options.community ?? 'bench';
  const { module, listening } = freePort(options.port ?? 0);
  // The library has no types for its agent; MibProvider and Agent below are what is used of it.
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- see above
  const agent: Agent = snmp.createAgent({ address: '127.0.0.1', dgramModule: module }, () => undefined);
  const mib = agent.getMib();
  const authorizer = agent.getAuthorizer();
  authorizer.addCommunity(community);
  const state = { ...START, ...options.state };
  registerAll(mib, state, options.isUps ?? true);
  const socket = await listening;
  return {
    port: socket.address().port,
    community,
    set: (change) => apply(mib, change),
    silence: (isSilent) => (isSilent ? authorizer.deleteCommunity(community) : authorizer.addCommunity(community)),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void socket.close(() => resolve())),
  };
}

interface Mib {
  registerProvider(provider: object): void;
  setScalarValue(name: string, value: string | number): void;
  addTableRow(table: string, row: readonly (string | number | Buffer)[]): void;
  setTableSingleCell(table: string, column: number, index: readonly number[], value: string | number | Buffer): void;
}

interface Agent {
  getMib(): Mib;
  getAuthorizer(): { addCommunity(community: string): void; deleteCommunity(community: string): void };
}

/** The library cannot listen on a port of the system's choice: its socket is told another one. */
function freePort(port: number): { module: object; listening: Promise<Socket> } {
  const socket = createSocket('udp4');
  const listening = new Promise<Socket>((resolve, reject) => {
    socket.once('listening', () => resolve(socket));
    socket.once('error', reject);
  });
  const module = {
    createSocket: () => ({
      on: (event: string, listener: (...given: unknown[]) => void) => socket.on(event, listener),
      bind: (_port: number, address: string) => socket.bind(port, address),
      send: socket.send.bind(socket),
    }),
  };
  return { module, listening };
}

function registerAll(mib: Mib, state: UpsSimulatorState, isUps: boolean): void {
  const scalar = (name: string, oid: string, scalarType: number, value: string | number): void => {
    if (!isUps && oid.startsWith(UPS)) return;
    mib.registerProvider({ name, oid, scalarType, type: snmp.MibProviderType.Scalar, maxAccess: READ_ONLY });
    mib.setScalarValue(name, value);
  };
  for (const one of FIXED) scalar(...one);
  for (const [name, oid, type] of SCALARS) scalar(name, oid, type, state[name]);
  if (isUps) registerUpsTables(mib, state, scalar);
  scalar('ifNumber', '1.3.6.1.2.1.2.1', Integer, state.interfaces.length);
  table(mib, 'ports', '1.3.6.1.2.1.2.2.1', {
    1: Integer,
    2: OctetString,
    3: Integer,
    7: Integer,
    8: Integer,
    10: Counter,
    16: Counter,
  });
  table(mib, 'counters', '1.3.6.1.2.1.31.1.1.1', { 0: Integer, 6: Counter64, 10: Counter64 });
  for (const [index, port] of state.interfaces.entries()) {
    mib.addTableRow('ports', [
      index + 1,
      port.name,
      6,
      1,
      port.operStatus,
      port.inOctets % 2 ** 32,
      port.outOctets % 2 ** 32,
    ]);
    mib.addTableRow('counters', [index + 1, counter64(port.inOctets), counter64(port.outOctets)]);
  }
}

function registerUpsTables(
  mib: Mib,
  state: UpsSimulatorState,
  scalar: (name: string, oid: string, type: number, value: number) => void,
): void {
  table(mib, 'inputs', `${UPS}.3.3.1`, { 1: Integer, 2: Integer, 3: Integer });
  mib.addTableRow('inputs', [1, 500, state.inputVolts]);
  table(mib, 'outputs', `${UPS}.4.4.1`, { 1: Integer, 2: Integer, 5: Integer });
  mib.addTableRow('outputs', [1, 221, state.load]);
  scalar('alarmsPresent', `${UPS}.6.1`, Gauge, state.alarms.length);
  table(mib, 'alarms', `${UPS}.6.2.1`, { 1: Integer, 2: OID, 3: TimeTicks });
  for (const [index, alarm] of state.alarms.entries()) mib.addTableRow('alarms', [index + 1, alarm, 100]);
}

const READ_ONLY = snmp.MaxAccess['read-only'];

/** A table by its columns and their types; the first column is its index. */
function table(mib: Mib, name: string, oid: string, columns: Readonly<Record<number, number>>): void {
  const tableColumns = Object.entries(columns).map(([number, type]) => ({
    number: Number(number),
    name: `${name}${number}`,
    type,
    maxAccess: READ_ONLY,
  }));
  mib.registerProvider({
    name,
    oid,
    type: snmp.MibProviderType.Table,
    maxAccess: snmp.MaxAccess['not-accessible'],
    tableColumns,
    tableIndex: [{ columnName: tableColumns[0]?.name }],
  });
}

function apply(mib: Mib, change: Partial<UpsSimulatorState>): void {
  for (const [name] of SCALARS) {
    const value = change[name];
    if (value !== undefined) mib.setScalarValue(name, value);
  }
  if (change.inputVolts !== undefined) mib.setTableSingleCell('inputs', 3, [1], change.inputVolts);
  if (change.load !== undefined) mib.setTableSingleCell('outputs', 5, [1], change.load);
  for (const [at, port] of (change.interfaces ?? []).entries()) {
    const index = [at + 1];
    mib.setTableSingleCell('ports', 8, index, port.operStatus);
    mib.setTableSingleCell('ports', 10, index, port.inOctets % 2 ** 32);
    mib.setTableSingleCell('ports', 16, index, port.outOctets % 2 ** 32);
    mib.setTableSingleCell('counters', 6, index, counter64(port.inOctets));
    mib.setTableSingleCell('counters', 10, index, counter64(port.outOctets));
  }
}

/** Counters of 64 bits are eight octets to the library. */
function counter64(value: number): Buffer {
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64BE(BigInt(value));
  return octets;
}
