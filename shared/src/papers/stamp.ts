import { documentEnd } from '../wording/index.ts';
import type { Draft } from './draft.ts';

/** What ties a document to the ledger: cut-off, head of its chain, and the hash of the figures once they are locked. */
export function stampOf({ figures, paper }: Draft): string[] {
  const { count, head, keyFingerprint } = figures.ledger;
  return [
    `Số liệu tính đến ${documentEnd(figures.asOf + 1)} (giờ Việt Nam).`,
    count === 0
      ? 'Sổ theo dõi sự cố chưa có dòng nào.'
      : `Sổ theo dõi sự cố: bản ghi số ${count}, mã kiểm tra ${head}${keyFingerprint === '' ? '' : `, khóa ký ${keyFingerprint}`}.`,
    ...(paper.snapshotHash === null ? [] : [`Mã kiểm tra số liệu đã khóa (SHA-256): ${paper.snapshotHash}.`]),
  ];
}
