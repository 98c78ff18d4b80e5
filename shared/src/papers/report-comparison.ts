import type { PaperBlock, StatementResult } from '../api/index.ts';
import { documentDate, tableDate } from '../wording/index.ts';
import type { Draft } from './draft.ts';
import { cell, figure, heading, line, paragraph } from './runs.ts';
import { figureWords } from './statement-words.ts';
import { row, table } from './table.ts';
import { REASON_WORDS, VERDICT_WORDS } from './words.ts';

/** Section IV: what the ward's report says beside the figures. */
export function comparisonSection(draft: Draft): PaperBlock[] {
  const head = heading(1, 'IV. ĐỐI CHIẾU VỚI CÁC NỘI DUNG ĐÃ BÁO CÁO');
  const { report, figures } = draft;
  if (!report || figures.statements.length === 0) {
    return [head, paragraph(line`Chưa có báo cáo của ${draft.identity.wardType} được đưa vào để đối chiếu trong kỳ.`)];
  }
  return [
    head,
    paragraph(
      line`Các nội dung được đối chiếu với ${reportName(report)}; kết quả chỉ dựa trên sự cố đã được xác nhận và số liệu có độ phủ từ 80% trở lên.`,
    ),
    table(
      [
        ['Nội dung đã báo cáo (mục)', 32],
        ['Số liệu trong kỳ', 34],
        ['Kết quả', 15],
        ['Ghi chú', 19],
      ],
      figures.statements.map((result) => resultRow(result, draft)),
    ),
  ];
}

/** The report in running text: `Báo cáo số 148/BC-UBND ngày …`; by its title where it has no number yet. */
export function reportName({ number, datedOn, title }: NonNullable<Draft['report']>): string {
  const dated = datedOn === null ? '' : ` ${documentDate(datedOn)}`;
  return number === null ? `báo cáo "${title}"${dated}` : `Báo cáo số ${number}${dated}`;
}

function resultRow(result: StatementResult, { statements, trace, ...draft }: Draft) {
  const statement = statements.find(({ id }) => id === result.statementId);
  const name = statement ? `${statement.name.vi} (mục ${statement.section})` : result.statementId;
  const due = result.reason === 'not-due' && result.dueOn !== null ? ` (${tableDate(result.dueOn)})` : '';
  return row(
    cell(name),
    cell(figureWords(result, { ...draft, statements, trace })),
    cell(figure(VERDICT_WORDS[result.verdict], trace.statement(result.statementId))),
    cell(`${REASON_WORDS[result.reason]}${due}`),
  );
}
