import * as v from 'valibot';
import { runId } from '../model/index.ts';
import { LIMITS } from './limits.ts';

/**
 * Where WebSocket is blocked, the same frames travel by HTTPS: `POST /agent/exchange` with no session opens one and
 * is answered with `challenge`; each further exchange carries frames up and brings the answers back.
 */
export const exchangeRequest = v.object({
  session: v.optional(runId),
  frames: v.pipe(v.array(v.unknown()), v.maxLength(LIMITS.exchangeFrames)),
});
export type ExchangeRequest = v.InferOutput<typeof exchangeRequest>;

export const exchangeResponse = v.object({ session: v.nullable(runId), frames: v.array(v.unknown()) });
export type ExchangeResponse = v.InferOutput<typeof exchangeResponse>;
