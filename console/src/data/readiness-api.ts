import {
  criteriaList,
  type CriteriaList,
  type CriterionRow,
  type DeclarationRow,
  wardFigures,
  type WardFigures,
} from '@wardwatch/shared/api';
import type { ApiResult } from './api-failure.ts';
import { anything, type Sender } from './sender.ts';

/** The part of the server's interface that serves a period's figures and what sites are judged by. */
export class ReadinessApi {
  readonly #sender: Sender;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Everything that pages say of a period (a `periodKey`); with a report, its statements are held against it. */
  figures(period: string, report: string | undefined, signal?: AbortSignal): Promise<ApiResult<WardFigures>> {
    const query = new URLSearchParams(report === undefined ? { period } : { period, report });
    return this.#sender.get(`/api/figures?${query}`, wardFigures, signal);
  }

  /** The set of criteria, and what people declared. */
  criteria(signal?: AbortSignal): Promise<ApiResult<CriteriaList>> {
    return this.#sender.get('/api/criteria', criteriaList, signal);
  }

  /** A criterion in the place of the one before. One that was changed since is refused. */
  saveCriterion(row: CriterionRow): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/criteria', row, anything);
  }

  declare(row: DeclarationRow): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/declarations', row, anything);
  }
}
