import type { GenericSchema } from 'valibot';
import { entry, FACT_FAMILIES, FACT_NAMES, METRICS } from '../model/index.ts';
import { keysOf } from '../lib/index.ts';
import { enrolRequest } from '../protocol/enrolment.ts';
import { exchangeRequest } from '../protocol/exchange.ts';
import { agentFrame, batch } from '../protocol/frames.ts';
import { pushRequest } from '../protocol/push.ts';
import { type Field, fieldsOf } from './walk.ts';

/** Every message that leaves a machine or a point, by the word that its fields start with. */
export const MESSAGES = {
  /** The journal: facts, proof of life, figures, events. */
  entry,
  /** What an agent says in a session, besides its journal. */
  frame: agentFrame,
  /** The envelope of a part of the journal. */
  batch,
  /** The envelope of frames where WebSocket is blocked. */
  exchange: exchangeRequest,
  /** Once, when the machine is registered. */
  enrol: enrolRequest,
  /** The heartbeat of a Wi-Fi point. */
  push: pushRequest,
} as const satisfies Record<string, GenericSchema>;

/**
 * Everything that is collected: each field of each message, then each fact (`fact:gateway`, `fact:service:*`) and each
 * figure (`metric:cpu.used`) that may stand in one. Made from the schemas that the server checks by.
 */
export function collectedFields(): Field[] {
  const messages = keysOf(MESSAGES).flatMap((name) =>
    fieldsOf(MESSAGES[name]).map(({ path, type, choices, isOptional }) => ({
      path: `${name}.${path}`,
      type,
      choices,
      isOptional,
    })),
  );
  const facts = [...FACT_NAMES.map((name) => `fact:${name}`), ...keysOf(FACT_FAMILIES).map((name) => `fact:${name}:*`)];
  const metrics = keysOf(METRICS).map((name) => `metric:${name}`);
  const named = (path: string, type: Field['type']): Field => ({ path, type, choices: [], isOptional: true });
  return [...messages, ...facts.map((path) => named(path, 'choice')), ...metrics.map((path) => named(path, 'number'))];
}
