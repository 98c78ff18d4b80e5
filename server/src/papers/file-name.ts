import type { Paper, PaperKind } from '@wardwatch/shared/model';
import type { FileKind } from './render.ts';

const NAMES: Readonly<Record<PaperKind, string>> = {
  'quarter-report': 'Báo cáo hạ tầng và gián đoạn dịch vụ',
  'budget-request': 'Tờ trình bổ sung kinh phí',
  paragraphs: 'Nội dung đưa vào báo cáo',
  minutes: 'Biên bản xác nhận sự cố',
  correction: 'Báo cáo đính chính',
};

/** Name of a document's file: `Tờ trình bổ sung kinh phí 2026-q1 (số 27 ngày 2026-04-02).docx`. */
export function paperFileName(paper: Paper, kind: FileKind): string {
  const subject = paper.about ?? paper.period;
  const state = paper.status === 'issued' ? `số ${paper.number} ngày ${paper.issuedOn}` : `dự thảo ${paper.id}`;
  return `${NAMES[paper.kind]} ${subject.replace('..', ' - ')} (${state}).${kind}`;
}

/** Value of `Content-Disposition` for a download: plain letters for old programs, UTF-8 for the others (RFC 6266, RFC 5987). */
export function attachmentNamed(name: string): string {
  const plain = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  const encoded = encodeURIComponent(name.normalize('NFC')).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
