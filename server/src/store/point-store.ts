import type { AgentStatus, DeviceRow, PointPlatform, PointRow } from '@wardwatch/shared/api';
import type { Duty, FactValue } from '@wardwatch/shared/model';
import type { Attested } from './attested.ts';

/** Points that report by push: agents whose journal the server keeps. */
export interface PointStore {
  /** A new point, active at once, since whoever enters it confirms that it may be watched. */
  create(point: NewPoint): Promise<DeviceRow>;
  /** The point of a key, also one that is revoked. */
  byKey(keyHash: string): Promise<PointRecord | undefined>;
  /**
   * Ends the old key, which stays known as spent. Whoever pushes with the new one is the point. False where the device
   * is no point, or is revoked.
   */
  renewKey(deviceId: string, keyHash: string, at: number): Promise<boolean>;
  /** The key of a point that was replaced, and when a push last came with it; undefined where it is none. */
  spent(keyHash: string): Promise<{ usedAt: number | null } | undefined>;
  /** Notes that a push came with a key that was replaced. */
  noteSpent(keyHash: string, at: number): Promise<void>;
  /** Notes that another machine has the point's key, and when it started. */
  noteStranger(agentId: string, since: number): Promise<void>;
  /** All points, in order of their devices' ids. */
  list(): Promise<PointRow[]>;
}

export interface NewPoint {
  agentId: string;
  siteId: string;
  name: string;
  kind: 'router' | 'access-point';
  duty: Duty;
  platform: PointPlatform;
  keyHash: string;
  everyMs: number;
  /** Epoch of its journal. */
  epoch: string;
  attested: Attested;
  at: number;
}

/** Facts as a point last stated them, and what its own uplink said. */
export interface PointStated {
  gateway?: FactValue | null;
  internet?: FactValue | null;
  hub?: FactValue | null;
  wan?: boolean;
}

/** What is known of a point when a push comes. */
export interface PointRecord {
  agentId: string;
  deviceId: string;
  status: AgentStatus;
  kind: DeviceRow['kind'];
  /** Whether the server stands at the point's site, so that reaching it proves nothing of the line. */
  hostsServer: boolean;
  epoch: string;
  /** How often it is to push. */
  everyMs: number;
  lastPushAt: number | null;
  /** Seconds since its start, as the last push said. */
  lastUp: number | null;
  boots: number | null;
  bootId: string | null;
  bootedAt: number | null;
  model: string | null;
  stated: PointStated;
  /** When the machine started that has its key and is another one; null where none is known. */
  strangerSince: number | null;
}

/** What a push leaves behind. */
export interface PointProgress {
  lastPushAt: number;
  lastUp: number | null;
  boots: number | null;
  bootId: string;
  bootedAt: number | null;
  model: string | null;
  stated: PointStated;
  /** Whether the push showed a start since the one before. */
  isRestart: boolean;
}
