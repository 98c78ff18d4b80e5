import { createHash } from 'node:crypto';
import { ATTACHMENT_TYPES } from '@wardwatch/shared/api';
import { RequestRefused } from './errors.ts';
import { fileTypeOf } from './file-type.ts';
import type { HttpContext } from './route.ts';

/** A file that came as the body of a request. */
export interface AttachedFile {
  content: Uint8Array;
  type: string;
  /** SHA-256, hex. */
  hash: string;
}

/**
 * The body as a file to attach. Its size is limited by the address; its type is read from its content.
 *
 * @throws RequestRefused for a type that may not be attached.
 */
export async function readAttachedFile(context: HttpContext): Promise<AttachedFile> {
  const content = new Uint8Array(await context.req.arrayBuffer());
  const type = fileTypeOf(content);
  if (!type) throw new RequestRefused('file-type-refused', `attach one of: ${ATTACHMENT_TYPES.join(', ')}`);
  return { content, type, hash: createHash('sha256').update(content).digest('hex') };
}
