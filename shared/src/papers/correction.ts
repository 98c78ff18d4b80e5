import type { PaperBlock, PaperChanges } from '../api/index.ts';
import { documentDateTime } from '../wording/index.ts';
import type { Draft } from './draft.ts';
import { paperName } from './head.ts';
import { cell, figure, line, middleCell, paragraph } from './runs.ts';
import { row, table } from './table.ts';

/** Subject of a correction. */
export function correctionSubject(draft: Draft): string {
  return `Đính chính số liệu tại ${mendedName(draft)}`;
}

/** Body of a correction: what an issued document says, and what the ledger says now. */
export function correctionBlocks(draft: Draft): PaperBlock[] {
  const { committee, changes, now, paper } = draft;
  const mended = mendedName(draft);
  const cutoff = documentDateTime(now);
  return [
    paragraph(
      line`${committee} đã ban hành ${mended}. Sau khi ban hành, số liệu có thay đổi; ${committee} đính chính số liệu theo Sổ theo dõi sự cố lúc ${cutoff} như sau:`,
    ),
    ...(changes.length === 0
      ? [paragraph(line`Số liệu hiện nay không khác số liệu đã ban hành.`)]
      : [changeTable(draft)]),
    paragraph(
      line`Các nội dung khác của ${figure(mended, draft.trace.paper(paper.about ?? paper.id))} không thay đổi.`,
    ),
    paragraph(
      line`${committee} báo cáo để ${draft.identity.reportTo[0] ?? 'cấp có thẩm quyền'} biết, sử dụng số liệu đã đính chính./.`,
    ),
  ];
}

function mendedName({ issued, paper }: Draft): string {
  const mended = issued.find(({ id }) => id === paper.about);
  return mended ? paperName(mended) : `văn bản ${paper.about ?? ''}`.trim();
}

function changeTable({ changes, trace }: Draft): PaperBlock {
  const where = ({ outageId }: PaperChanges['changes'][number]): string =>
    outageId === null ? trace.ledger() : trace.outage(outageId);
  return table(
    [
      ['STT', 6, 'center'],
      ['Mã sự cố', 16],
      ['Nội dung', 26],
      ['Số liệu đã ban hành', 26],
      ['Số liệu đính chính', 26],
    ],
    changes.map((change, index) =>
      row(
        middleCell(String(index + 1)),
        cell(change.outageId === null ? '-' : figure(change.outageId, where(change))),
        cell(change.what),
        cell(figure(change.was, where(change))),
        cell(figure(change.is, where(change))),
      ),
    ),
  );
}
