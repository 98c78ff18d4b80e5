import type { Clock } from '@wardwatch/shared/lib';
import type { ProbeConfig } from '@wardwatch/shared/model';
import type { Collector } from './collector/collector.ts';
import type { DeniedTargets } from './probe-set.ts';
import type { Spool } from './spool/spool.ts';
import type { AgentStatus } from './status.ts';
import type { Uplink } from './uplink/uplink.ts';
import { AGENT_VERSION } from './version.ts';

/** The layers of a running agent that have something to tell. */
export interface StatusSources {
  clock: Clock;
  identity: { agentId: string };
  server: URL;
  spool: Spool;
  collector: Collector;
  uplink: Uplink;
  denied: DeniedTargets;
  current: { config: ProbeConfig | undefined };
}

/** How an agent stands. */
export function statusOf(parts: StatusSources): AgentStatus {
  const { clock, identity, server, spool, collector, uplink, denied, current } = parts;
  const link = uplink.status();
  const { entries, bytes, last, acknowledged, droppedMetrics, droppedOthers, damaged } = spool.stats();
  const { lost, lastError } = collector.trouble;
  const { state, since, transport, attempts, counts } = link;
  return {
    at: clock.now(),
    pid: process.pid,
    agentId: identity.agentId,
    version: AGENT_VERSION,
    server: server.origin,
    uplink: {
      state,
      since,
      transport,
      attempts,
      batches: counts.batches,
      rejected: counts.rejected,
      nextAttemptAt: link.nextAttemptAt ?? null,
      lastError: link.lastError ?? null,
    },
    journal: {
      entries,
      bytes,
      last,
      acknowledged,
      droppedMetrics,
      droppedOthers,
      damaged,
      lost,
      lastError: lastError ?? null,
    },
    configRevision: current.config?.revision ?? 0,
    deniedTargets: denied.count,
    facts: collector.facts,
  };
}
