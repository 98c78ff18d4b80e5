import {
  type CreatePaperRequest,
  type IdentityRow,
  identityRow,
  paperChanges,
  type PaperChanges,
  type PaperDetail,
  paperDetail,
  paperList,
  type PaperRow,
  type PaperStatusRequest,
  priceList,
  type PriceRow,
  referenceList,
  type ReferenceRow,
  type SaveReferenceRequest,
  type UpdatePaperRequest,
} from '@wardwatch/shared/api';
import type { Price } from '@wardwatch/shared/model';
import type { ApiResult } from './api-failure.ts';
import { anything, type Sender } from './sender.ts';

/** A price as an officer saves it: with the revision that he saw. */
export type SavePriceRequest = Price & { revision: number };

/** The part of the server's interface that serves documents and what stands in them. */
export class PapersApi {
  readonly #sender: Sender;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  papers(signal?: AbortSignal): Promise<ApiResult<{ papers: PaperRow[] }>> {
    return this.#sender.get('/api/papers', paperList, signal);
  }

  /** A draft; where there is one of the same kind, period and subject, that one. */
  create(request: CreatePaperRequest): Promise<ApiResult<PaperDetail>> {
    return this.#sender.send('POST', '/api/papers', request, paperDetail);
  }

  paper(id: string, signal?: AbortSignal): Promise<ApiResult<PaperDetail>> {
    return this.#sender.get(paperPath(id), paperDetail, signal);
  }

  /** Texts and lines in the place of those before. A document that was changed since is refused. */
  update(id: string, request: UpdatePaperRequest): Promise<ApiResult<true>> {
    return this.#sender.send('PATCH', paperPath(id), request, anything);
  }

  /** Takes the prices of a budget request's lines anew from the price list, and adds suggestions that are missing. */
  renew(id: string, revision: number): Promise<ApiResult<true>> {
    return this.#sender.send('POST', `${paperPath(id)}/renew`, { revision }, anything);
  }

  /** Removes a draft for good. */
  discard(id: string, revision: number): Promise<ApiResult<true>> {
    return this.#sender.send('POST', `${paperPath(id)}/discard`, { revision }, anything);
  }

  /** Submits, takes back to draft, or issues. */
  move(id: string, request: PaperStatusRequest): Promise<ApiResult<true>> {
    return this.#sender.send('POST', `${paperPath(id)}/status`, request, anything);
  }

  /** What the ledger says now against what an issued document says. */
  changes(id: string, signal?: AbortSignal): Promise<ApiResult<PaperChanges>> {
    return this.#sender.get(`${paperPath(id)}/changes`, paperChanges, signal);
  }

  /** Adds a quotation to a line of a budget request. */
  quote(id: string, lineId: string, file: File, revision: number): Promise<ApiResult<true>> {
    const query = new URLSearchParams({
      line: lineId,
      name: file.name.normalize('NFC'),
      revision: String(revision),
    });
    return this.#sender.upload(`${paperPath(id)}/quotations?${query}`, file);
  }

  references(signal?: AbortSignal): Promise<ApiResult<{ references: ReferenceRow[] }>> {
    return this.#sender.get('/api/references', referenceList, signal);
  }

  saveReference(request: SaveReferenceRequest): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/references', request, anything);
  }

  prices(signal?: AbortSignal): Promise<ApiResult<{ prices: PriceRow[] }>> {
    return this.#sender.get('/api/prices', priceList, signal);
  }

  savePrice(request: SavePriceRequest): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/prices', request, anything);
  }

  identity(signal?: AbortSignal): Promise<ApiResult<IdentityRow>> {
    return this.#sender.get('/api/identity', identityRow, signal);
  }

  saveIdentity(request: IdentityRow): Promise<ApiResult<true>> {
    return this.#sender.send('POST', '/api/identity', request, anything);
  }
}

function paperPath(id: string): string {
  return `/api/papers/${encodeURIComponent(id)}`;
}
