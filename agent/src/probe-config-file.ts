import path from 'node:path';
import type { Logger } from '@wardwatch/shared/lib';
import { probeConfig, type ProbeConfig } from '@wardwatch/shared/model';
import { describeIssues } from '@wardwatch/shared/protocol';
import * as v from 'valibot';
import { describeError } from './lib/errors.ts';
import { readIfThere, replaceFile, setAside } from './lib/files.ts';

function configPath(folder: string): string {
  return path.join(folder, 'probe-config.json');
}

/** Keeps what the server asks to measure, for starts without it. */
export function saveProbeConfig(folder: string, config: ProbeConfig): Promise<void> {
  return replaceFile(configPath(folder), `${JSON.stringify(config, undefined, 2)}\n`);
}

/** What the server last asked to measure; undefined where nothing is known. A damaged file is set aside. */
export async function loadProbeConfig(folder: string, log: Logger): Promise<ProbeConfig | undefined> {
  const file = configPath(folder);
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const problem = (message: string): Promise<undefined> => {
    log.warn('probe-config-damaged', { file, message, advice: 'the server sends it again' });
    return setAside(file).then(() => undefined);
  };
  try {
    const parsed = v.safeParse(probeConfig, JSON.parse(text));
    return parsed.success ? parsed.output : await problem(describeIssues(parsed.issues));
  } catch (error) {
    return problem(describeError(error));
  }
}
