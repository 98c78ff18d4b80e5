export { type AfterClose, afterClose, CLOSE, CLOSE_REASONS, type CloseReason, DEFAULT_WAIT_MS } from './close-codes.ts';
export { decodeAgentFrame, type Decoded, decodeServerFrame, describeIssues, encodeFrame } from './codec.ts';
export {
  ENROL_ERRORS,
  type EnrolError,
  enrolRefusal,
  type EnrolRefusal,
  enrolRequest,
  type EnrolRequest,
  enrolResponse,
  type EnrolResponse,
} from './enrolment.ts';
export { exchangeRequest, type ExchangeRequest, exchangeResponse, type ExchangeResponse } from './exchange.ts';
export type {
  Ack,
  AgentFrame,
  Batch,
  Challenge,
  ClockReply,
  Hello,
  ServerBye,
  ServerFrame,
  SnapshotFrame,
  Verdict,
  Welcome,
} from './frames.ts';
export { LIMITS } from './limits.ts';
export { CODE_ALPHABET, CODE_LENGTH, displayCode, enrolmentText, helloText, normaliseCode } from './signing.ts';
export { chooseVersion, PROTOCOL, type VersionRange } from './version.ts';
export {
  DEFAULT_PUSH_MS,
  MAX_PUSH_BYTES,
  MAX_PUSH_CHANGES,
  PUSH_ERRORS,
  type PushError,
  pushKey,
  pushRequest,
  type PushRequest,
  pushResponse,
  type PushResponse,
} from './push.ts';
