import { programRunner, type RunProgram, windowsTool } from './program.ts';
import { systemClock } from './system-clock.ts';

/**
 * An address that only the default route leads to: 203.0.113.1 (RFC 5737), in network order. No packet is sent there:
 * the system looks into its own table.
 */
const FAR_ADDRESS = 0x01_71_00_cb;
const TIMEOUT_MS = 5_000;
const MAX_BYTES = 64 * 1024;

/** Asks Windows for the address of the default gateway (IPv4); undefined where there is none. */
export type ReadGateway = () => Promise<string | undefined>;

/** By the system call where the optional library is there, without a child; else by the system's own tool. */
export async function windowsGateway(): Promise<ReadGateway> {
  try {
    return await systemCall();
  } catch {
    // The library is optional, and its absence is told in the log by the power probe already.
    const run = programRunner(systemClock());
    return () => routeTool(run);
  }
}

/** `GetBestRoute` of the IP Helper API: MIB_IPFORWARDROW as fourteen double words, the next hop in network order. */
async function systemCall(): Promise<ReadGateway> {
  const { default: koffi } = await import('koffi');
  const call = koffi
    .load('iphlpapi.dll')
    .func('uint32_t __stdcall GetBestRoute(uint32_t to, uint32_t from, _Out_ uint32_t *row)');
  return async () => {
    const row = new Uint32Array(14);
    const status: unknown = call(FAR_ADDRESS, 0, row);
    return status === 0 ? gatewayOfRow(row) : undefined;
  };
}

/** The gateway in a row of the routing table; undefined where it is not the default route, or needs no gateway. */
export function gatewayOfRow(row: Uint32Array): string | undefined {
  const [destination, mask, , nextHop = 0] = row;
  if (destination !== 0 || mask !== 0 || nextHop === 0) return undefined;
  return [nextHop & 0xff, (nextHop >>> 8) & 0xff, (nextHop >>> 16) & 0xff, nextHop >>> 24].join('.');
}

async function routeTool(run: RunProgram): Promise<string | undefined> {
  const { signal } = new AbortController();
  const result = await run(
    { file: windowsTool('route.exe'), args: ['print', '-4', '0.0.0.0'], timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES },
    signal,
  );
  return result.outcome === 'ended' ? gatewayInRoutes(result.stdout.toString('latin1')) : undefined;
}

const DEFAULT_ROUTE = /^\s*0\.0\.0\.0\s+0\.0\.0\.0\s+(\d+\.\d+\.\d+\.\d+)\s+\d+\.\d+\.\d+\.\d+\s+(\d+)\s*$/;

/**
 * The gateway of the default route of the lowest metric, in what `route print` of Windows puts out. Rows of figures
 * alone are read, in whatever language the rest is.
 */
export function gatewayInRoutes(text: string): string | undefined {
  return text
    .split(/\r?\n/)
    .flatMap((row) => {
      const match = DEFAULT_ROUTE.exec(row);
      return match ? [{ gateway: match[1] ?? '', metric: Number(match[2]) }] : [];
    })
    .toSorted((a, b) => a.metric - b.metric)[0]?.gateway;
}
