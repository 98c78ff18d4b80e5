import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { POINT_PLATFORMS, type PointPlatform, type PointSecret } from '@wardwatch/shared/api';
import { pointPace } from '@wardwatch/shared/model';
import { pushKey } from '@wardwatch/shared/protocol';
import * as v from 'valibot';

/** Seconds over which points that wake in the same moment spread their pushes. */
const JITTER_SECONDS = 20;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** Byte order mark: without it Windows PowerShell 5.1 reads a file as the system's own code page. */
const BOM = '\uFEFF';

const TEMPLATES: Record<PointPlatform, { template: string; fileName: string; start: string }> = {
  openwrt: { template: 'openwrt.sh', fileName: 'wardwatch-push', start: '' },
  mikrotik: { template: 'mikrotik.rsc', fileName: 'wardwatch-push.rsc', start: '' },
  curl: { template: 'curl.sh', fileName: 'wardwatch-push.sh', start: '' },
  powershell: { template: 'powershell.ps1', fileName: 'wardwatch-push.ps1', start: BOM },
};

/** Nothing that any of the four languages could take for an end of a text, or for a name of a variable. */
const pushUrl = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(/^https?:\/\/(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?(?:\/[A-Za-z0-9._-]+)*$/),
);
const filled = v.object({ url: pushUrl, key: pushKey, everyMs: pointPace });

/** What a script is filled with. */
export type ScriptSecrets = v.InferOutput<typeof filled>;

/** Whether an address can stand in a script. */
export function isScriptUrl(url: string): boolean {
  return v.is(pushUrl, url);
}

/**
 * The ready script of each platform.
 *
 * @throws v.ValiError for a key or an address that could be more than a key or an address in one of the scripts.
 */
export async function fillScripts(secrets: ScriptSecrets): Promise<PointSecret['scripts']> {
  const { url, key, everyMs } = v.parse(filled, secrets);
  const minutes = Math.max(1, Math.round(everyMs / MINUTE_MS));
  const common = await template('common.sh');
  const jitter = String(createHash('sha256').update(key).digest().readUInt32BE(0) % JITTER_SECONDS);
  const scripts = await Promise.all(
    POINT_PLATFORMS.map(async (platform) => {
      const { template: file, fileName, start } = TEMPLATES[platform];
      const text = (await template(file))
        .replace('@COMMON@\n', () => common)
        .replaceAll('@PUSH_URL@', () => url)
        .replaceAll('@PUSH_KEY@', () => key)
        .replaceAll('@JITTER@', () => jitter)
        .replaceAll('@EVERY_MS@', String(everyMs))
        .replaceAll('@EVERY_S@', String(Math.round(everyMs / SECOND_MS)))
        .replaceAll('@MINUTES@', String(minutes))
        .replaceAll('@CRON@', cronOf(minutes));
      return [platform, { fileName, text: start + text }] as const;
    }),
  );
  return Object.fromEntries(scripts);
}

/** The schedule of cron, which knows whole minutes: every so many of an hour. */
function cronOf(minutes: number): string {
  if (minutes === 1) return '* * * * *';
  return minutes >= 60 ? '0 * * * *' : `*/${minutes} * * * *`;
}

function template(file: string): Promise<string> {
  return readFile(new URL(file, import.meta.url), 'utf8');
}
