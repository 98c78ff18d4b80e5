import * as v from 'valibot';
import { displayName } from '../model/index.ts';

/** What a signed-in person may do. Administrators alone enrol devices and change settings. */
export const ROLES = ['admin', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export const person = v.object({ id: v.string(), name: v.string(), role: v.picklist(ROLES) });
export type Person = v.InferOutput<typeof person>;

/** `GET /api/session`: who is asking, and whether this server still waits for its first administrator. */
export const sessionInfo = v.object({
  setupNeeded: v.boolean(),
  person: v.nullable(person),
  version: v.string(),
});
export type SessionInfo = v.InferOutput<typeof sessionInfo>;

/** `GET /api/people`: who is who, for the names beside decisions. */
export const peopleList = v.object({ people: v.array(person) });
export type PeopleList = v.InferOutput<typeof peopleList>;

/** At least 10 characters; length matters, composition rules do not (NIST SP 800-63B § 5.1.1.2). */
export const password = v.pipe(v.string(), v.minLength(10), v.maxLength(200));

/** `POST /api/setup`. */
export const setupRequest = v.object({
  token: v.pipe(v.string(), v.minLength(20), v.maxLength(100)),
  name: displayName,
  password,
});
export type SetupRequest = v.InferOutput<typeof setupRequest>;

/** `POST /api/login`. */
export const loginRequest = v.object({ name: displayName, password: v.pipe(v.string(), v.maxLength(200)) });
export type LoginRequest = v.InferOutput<typeof loginRequest>;
