import {
  type BindStatementRequest,
  indicatorList,
  type IndicatorRow,
  REPORT_TYPES,
  type ReportDetail,
  reportDetail,
  type ReportHead,
  reportList,
  systemList,
  type SystemRow,
  type UpdateReportRequest,
} from '@wardwatch/shared/api';
import type { ApiResult } from './api-failure.ts';
import { anything, type Sender } from './sender.ts';

/** The part of the server's interface that keeps the ward's reports, and what is said by hand beside them. */
export class ReportsApi {
  readonly #sender: Sender;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Reports, the newest first. */
  reports(signal?: AbortSignal): Promise<ApiResult<{ reports: ReportHead[] }>> {
    return this.#sender.get('/api/reports', reportList, signal);
  }

  /** Reads a file into a report, with its statements located. */
  load(file: File, signal?: AbortSignal): Promise<ApiResult<ReportDetail>> {
    const name = file.name.normalize('NFC');
    const query = new URLSearchParams({ name });
    // Browsers name the type by what is installed; what the file is called tells more.
    const type = name.toLowerCase().endsWith('.docx') ? REPORT_TYPES.docx : REPORT_TYPES.txt;
    return this.#sender.uploadFor(`/api/reports?${query}`, file.slice(0, file.size, type), reportDetail, signal);
  }

  report(id: string, signal?: AbortSignal): Promise<ApiResult<ReportDetail>> {
    return this.#sender.get(reportPath(id), reportDetail, signal);
  }

  update(id: string, request: UpdateReportRequest): Promise<ApiResult<true>> {
    return this.#sender.send('PATCH', reportPath(id), request, anything);
  }

  /** What an officer says of a statement: accepted, placed, absent; its target and due day. */
  bind(id: string, statementId: string, request: BindStatementRequest): Promise<ApiResult<true>> {
    const path = `${reportPath(id)}/statements/${encodeURIComponent(statementId)}`;
    return this.#sender.send('POST', path, request, anything);
  }

  indicators(signal?: AbortSignal): Promise<ApiResult<{ indicators: IndicatorRow[] }>> {
    return this.#sender.get('/api/indicators', indicatorList, signal);
  }

  saveIndicator(row: IndicatorRow): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/indicators', row, anything);
  }

  /** What was said of the systems that the report names. */
  systems(signal?: AbortSignal): Promise<ApiResult<{ systems: SystemRow[] }>> {
    return this.#sender.get('/api/systems', systemList, signal);
  }

  saveSystem(row: SystemRow): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/systems', row, anything);
  }
}

function reportPath(id: string): string {
  return `/api/reports/${encodeURIComponent(id)}`;
}
