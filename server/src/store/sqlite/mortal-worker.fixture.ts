import { parentPort } from 'node:worker_threads';
import type { WorkerRequest } from './wire.ts';

// Heard before the worker's own listener, which comes with the import: the worker ends within a transaction.
parentPort?.on('message', (request: WorkerRequest) => {
  if (request.op === 'query' && request.parameters.includes('die now')) process.exit(1);
});
await import('./worker.ts');
