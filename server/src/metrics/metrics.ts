import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Gauges of the library that are named like counters, against Prometheus' own rules; the same figures by type remain. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/**
 * What the server counts about itself, in Prometheus' terms. Every drop, refusal and overflow has its counter here;
 * labels have few, fixed values, never ids.
 */
export class Metrics {
  readonly registry = new Registry();

  readonly framesReceived = this.#counter('wardwatch_intake_frames_total', 'Frames received from agents', ['type']);
  readonly framesRefused = this.#counter('wardwatch_intake_frames_refused_total', 'Frames that were not accepted', [
    'reason',
  ]);
  readonly sessionsOpened = this.#counter('wardwatch_intake_sessions_total', 'Agent sessions welcomed', ['transport']);
  readonly sessionsClosed = this.#counter('wardwatch_intake_closes_total', 'Agent sessions closed by the server', [
    'reason',
  ]);
  readonly connections = this.#gauge('wardwatch_intake_connections', 'Agent connections open, welcomed or not');
  readonly connectionsRefused = this.#counter(
    'wardwatch_intake_connections_refused_total',
    'Agent connections refused because too many are open',
    [],
  );
  readonly enrolments = this.#counter('wardwatch_intake_enrolments_total', 'Enrolments by outcome', ['outcome']);
  readonly pushes = this.#counter('wardwatch_intake_pushes_total', 'Push heartbeats of points by outcome', ['outcome']);
  readonly pushChangesDropped = this.#counter(
    'wardwatch_intake_push_changes_dropped_total',
    'Changes in push heartbeats that say what cannot be',
    [],
  );
  readonly speedTests = this.#counter('wardwatch_intake_speed_tests_total', 'Measurements of speed by outcome', [
    'direction',
    'outcome',
  ]);
  readonly configsSent = this.#counter(
    'wardwatch_intake_configs_total',
    'Changed configurations sent to agents that are connected',
    [],
  );
  readonly communitiesUnreadable = this.#counter(
    'wardwatch_intake_communities_unreadable_total',
    'Times that a sealed SNMP community could not be read',
    [],
  );
  readonly entries = this.#counter('wardwatch_ingest_entries_total', 'Journal entries by what became of them', [
    'outcome',
  ]);
  readonly entriesRejected = this.#counter('wardwatch_ingest_rejected_total', 'Journal entries rejected, by reason', [
    'reason',
  ]);
  readonly queuedBytes = this.#gauge('wardwatch_ingest_queued_bytes', 'Bytes of batches that wait for their commit');
  readonly pauses = this.#counter(
    'wardwatch_ingest_pauses_total',
    'Times that agents were held back by a full queue',
    [],
  );
  readonly commitSeconds = new Histogram({
    name: 'wardwatch_store_commit_seconds',
    help: 'Time of one group commit',
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  readonly commitBatches = new Histogram({
    name: 'wardwatch_store_commit_batches',
    help: 'Batches of one group commit',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000],
    registers: [this.registry],
  });
  readonly storeFailures = this.#counter('wardwatch_store_failures_total', 'Calls that the store could not answer', [
    'operation',
  ]);
  readonly judgements = this.#counter('wardwatch_outage_judgements_total', 'Sites judged by the ledger', []);
  readonly judgementsFailed = this.#counter(
    'wardwatch_outage_judgements_failed_total',
    'Sites that the ledger could not judge; they stay news',
    [],
  );
  readonly liveReaders = this.#gauge('wardwatch_live_readers', 'Consoles that follow the board');
  readonly liveCloses = this.#counter('wardwatch_live_closes_total', 'Live sockets closed by the server', ['reason']);
  readonly httpRequests = this.#counter('wardwatch_http_requests_total', 'HTTP requests by kind of answer', [
    'method',
    'status',
  ]);
  readonly loginsRefused = this.#counter('wardwatch_http_logins_refused_total', 'Sign-ins refused, by reason', [
    'reason',
  ]);

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const name of MISNAMED) this.registry.removeSingleMetric(name);
  }

  /** Exports a count that somebody else keeps; asked for at each scrape. */
  export(name: string, help: string, read: () => number): void {
    const counter = new Counter({
      name,
      help,
      registers: [this.registry],
      collect: () => {
        counter.reset();
        counter.inc(read());
      },
    });
  }

  #counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] });
  }
}
