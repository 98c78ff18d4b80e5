import { board, type LiveFrame } from '@wardwatch/shared/api';
import { parseJson } from './json.ts';
import { read } from './schema.ts';

/**
 * The frame that a text of the live socket stands for, or undefined where it is none that this version knows. A frame
 * of changes has the shape of a board that holds only what changed; a tick is one without rows.
 */
export function readLiveFrame(text: string): LiveFrame | undefined {
  const content = parseJson(text);
  if (typeof content !== 'object' || content === null || !('t' in content)) return undefined;
  if (content.t === 'changes') {
    const rows = read(board, content);
    return rows && { t: 'changes', ...rows };
  }
  if (content.t !== 'tick') return undefined;
  const empty = read(board, { ...content, sites: [], devices: [] });
  return empty && { t: 'tick', revision: empty.revision, serverTime: empty.serverTime };
}
