import type { PaperBlock } from '../api/index.ts';
import type { Draft } from './draft.ts';
import { comparisonSection } from './report-comparison.ts';
import { needSections } from './report-needs.ts';
import { outageSection } from './report-outages.ts';
import { scopeSection } from './report-scope.ts';
import { stateSection } from './report-state.ts';
import { line, paragraph } from './runs.ts';

/** Subject of the quarterly report. */
export function quarterReportSubject({ periodWords }: Draft): string {
  return `Tình hình hạ tầng công nghệ thông tin và gián đoạn dịch vụ ${periodWords}`;
}

/** Body of the quarterly report. */
export function quarterReportBlocks(draft: Draft): PaperBlock[] {
  const about = `tình hình hạ tầng công nghệ thông tin (CNTT) và gián đoạn dịch vụ ${draft.periodWords}`;
  return [
    paragraph(line`${draft.committee} báo cáo ${about} như sau:`),
    ...scopeSection(draft),
    ...stateSection(draft),
    ...outageSection(draft),
    ...comparisonSection(draft),
    ...needSections(draft),
    paragraph(
      line`Trên đây là báo cáo ${about.replace('công nghệ thông tin (CNTT)', 'CNTT')} của UBND ${draft.ward}./.`,
    ),
  ];
}
