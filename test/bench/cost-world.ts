import { once } from 'node:events';
import { createServer as createWeb } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Server } from 'node:net';
import type { ProbeConfig } from '@wardwatch/shared/model';

/** What an agent of a well-equipped site measures, all of it on loopback. */
export interface BenchWorld extends AsyncDisposable {
  readonly probes: ProbeConfig;
  /** Environment of an agent that may look at loopback. */
  readonly env: Record<string, string>;
}

/**
 * A web server and a port that accepts and closes, and a configuration that has an agent look at them: gateway, TCP and
 * ICMP, six services once a minute, three watched devices. Names are left out, since resolving them would leave the
 * machine.
 */
export async function benchWorld(): Promise<BenchWorld> {
  const web = createWeb((_request, response) => response.end('Cổng dịch vụ công'));
  const door = createTcp((socket) => socket.end());
  const [webPort, port] = [await listen(web), await listen(door)];
  const services = Array.from({ length: 6 }, (_, index) => {
    const id = `service-${index + 1}`;
    const common = { id, everyMs: 60_000, slowMs: 5_000 };
    return index < 4
      ? { ...common, kind: 'http' as const, url: `http://127.0.0.1:${webPort}/${id}` }
      : { ...common, kind: 'tcp' as const, host: '127.0.0.1', port };
  });
  const watched = Array.from({ length: 3 }, (_, index) => ({
    id: `watched-${index + 1}`,
    host: '127.0.0.1',
    port,
    snmp: null,
  }));
  return {
    probes: {
      revision: 1,
      tickMs: 15_000,
      gateway: '127.0.0.1',
      internet: [
        { kind: 'tcp', host: '127.0.0.1', port },
        { kind: 'icmp', host: '127.0.0.1' },
      ],
      dnsNames: [],
      services,
      watched,
    },
    env: { WARDWATCH_AGENT_DENY_TARGETS: '', WARDWATCH_AGENT_ALLOW_TARGETS: '127.0.0.0/8' },
    [Symbol.asyncDispose]: async () => {
      web.close();
      web.closeAllConnections();
      door.close();
    },
  };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
