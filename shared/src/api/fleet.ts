import * as v from 'valibot';
import { attestation, deviceKind, displayName, duty, instant, siteKind } from '../model/index.ts';

/** `POST /api/sites`. */
export const createSiteRequest = v.object({ name: displayName, kind: siteKind });
export type CreateSiteRequest = v.InferOutput<typeof createSiteRequest>;

const rowReference = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** `POST /api/enrolment-codes`. */
export const createCodeRequest = v.object({
  siteId: rowReference,
  /** Whether the device counts at once, without a person's approval. */
  preApproved: v.boolean(),
  /** The officer's confirmation for the machine that will use the code. */
  attestation,
});
export type CreateCodeRequest = v.InferOutput<typeof createCodeRequest>;

/** The only time that the code itself is shown. */
export const createCodeResponse = v.object({
  id: v.string(),
  code: v.string(),
  expiresAt: instant,
  /** Address that the agent should use for this server, as this browser reached it. */
  serverUrl: v.string(),
});
export type CreateCodeResponse = v.InferOutput<typeof createCodeResponse>;

/** `POST /api/devices/:id/approve`. */
export const approveDeviceRequest = v.object({ name: displayName, kind: deviceKind, duty, attestation });
export type ApproveDeviceRequest = v.InferOutput<typeof approveDeviceRequest>;

/** `PATCH /api/devices/:id`. */
export const updateDeviceRequest = v.partial(
  v.object({ name: displayName, kind: deviceKind, duty, siteId: rowReference }),
);
export type UpdateDeviceRequest = v.InferOutput<typeof updateDeviceRequest>;
