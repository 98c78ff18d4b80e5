import * as v from 'valibot';

/** When a device is meant to be on: at all times, in the site's opening hours, or whenever somebody likes. */
export const DUTIES = ['always', 'hours', 'none'] as const;
export const duty = v.picklist(DUTIES);
export type Duty = v.InferOutput<typeof duty>;

/** Machines that run an agent, and network boxes that report by push heartbeat. */
export const DEVICE_KINDS = ['computer', 'laptop', 'mini-pc', 'server', 'router', 'access-point'] as const;
export const deviceKind = v.picklist(DEVICE_KINDS);
export type DeviceKind = v.InferOutput<typeof deviceKind>;
