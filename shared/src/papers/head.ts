import type { PaperContent } from '../api/index.ts';
import type { Paper, PaperKind, WardIdentity } from '../model/index.ts';
import { documentCount, documentDate, upper } from '../wording/index.ts';
import { type Draft, ownText } from './draft.ts';
import { basesFor, citedInFull } from './references.ts';

interface Form {
  /** Abbreviation in the number; null for what has no number. */
  symbol: string | null;
  type: string | null;
  /** In running text: `Báo cáo`. */
  name: string;
}

const FORMS: Record<PaperKind, Form> = {
  'quarter-report': { symbol: 'BC', type: 'BÁO CÁO', name: 'Báo cáo' },
  'budget-request': { symbol: 'TTr', type: 'TỜ TRÌNH', name: 'Tờ trình' },
  paragraphs: { symbol: null, type: null, name: 'Nội dung' },
  minutes: { symbol: 'BB', type: 'BIÊN BẢN', name: 'Biên bản' },
  correction: { symbol: 'BC', type: 'BÁO CÁO', name: 'Báo cáo' },
};

/** Room that the clerk fills by hand. */
const BLANK = '      ';

/** `27/BC-UBND`; undefined for a document without a number. */
export function numberOf({ kind, number }: Pick<Paper, 'kind' | 'number'>): string | undefined {
  const { symbol } = FORMS[kind];
  return symbol === null || number === null ? undefined : `${documentCount(number)}/${symbol}-UBND`;
}

/** `Báo cáo số 27/BC-UBND ngày 30 tháng 3 năm 2026`; without number and day where it is not issued. */
export function paperName(paper: Pick<Paper, 'kind' | 'number' | 'issuedOn'>): string {
  const number = numberOf(paper);
  const day = paper.issuedOn === null ? '' : ` ${documentDate(paper.issuedOn)}`;
  return `${FORMS[paper.kind].name}${number === undefined ? '' : ` số ${number}`}${day}`;
}

/** What ties an annex to its document; number and day are blank until it is issued. */
export function annexLeader({ paper, committee }: Draft): string {
  const { name, symbol } = FORMS[paper.kind];
  const number = numberOf(paper) ?? `${BLANK}/${symbol ?? ''}-UBND`;
  const day = paper.issuedOn === null ? `ngày${BLANK}tháng${BLANK}năm${BLANK}` : `${documentDate(paper.issuedOn)} `;
  return `(Kèm theo ${name} số ${number.trimStart() === number ? number : BLANK + number.trimStart()} ${day}của ${committee})`;
}

/** Everything over the text of a document. */
export function headOf(
  draft: Draft,
  subject: string,
): Pick<PaperContent, 'issuer' | 'numberLine' | 'placeDate' | 'type' | 'subject' | 'addressees' | 'bases'> {
  const { paper, identity, ward } = draft;
  const form = FORMS[paper.kind];
  return {
    issuer: ['ỦY BAN NHÂN DÂN', upper(ward)],
    numberLine: form.symbol === null ? null : `Số: ${numberOf(paper) ?? `${BLANK}/${form.symbol}-UBND`}`,
    placeDate: form.symbol === null ? null : placeDate(draft),
    type: form.type,
    subject: ownText(paper.texts, 'subject')?.replaceAll('\n', ' ') ?? subject,
    addressees: form.symbol === null ? [] : addressees(draft, identity),
    bases: basesFor(draft.references, paper.kind, draft.day).map((one) => `Căn cứ ${citedInFull(one)}`),
  };
}

function placeDate({ paper, identity, day }: Draft): string {
  const date =
    paper.issuedOn === null ? `ngày${BLANK}tháng${BLANK}năm ${day.slice(0, 4)}` : documentDate(paper.issuedOn);
  return `${identity.placeName}, ${date}`;
}

function addressees({ paper }: Draft, { reportTo, requestTo }: WardIdentity): string[] {
  if (paper.kind === 'minutes') return [];
  const own = ownText(paper.texts, 'addressees');
  if (own !== undefined)
    return own
      .split('\n')
      .map((text) => text.trim())
      .filter((text) => text !== '');
  return paper.kind === 'budget-request' ? requestTo : reportTo;
}

/** Lines over the signer's name. */
export const SIGNATURE_LINES: Record<WardIdentity['signature'], string[]> = {
  deputy: ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
  committee: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
  'committee-deputy': ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
  'by-order': ['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG'],
};

/** Signature and recipients of a document. */
export function footOf({ paper, identity }: Draft): Pick<PaperContent, 'signature' | 'signer' | 'recipients'> {
  if (paper.kind === 'paragraphs') return { signature: [], signer: null, recipients: [] };
  const file = `Lưu: VT, ${identity.draftingUnit}`;
  return {
    signature: SIGNATURE_LINES[identity.signature],
    signer: identity.signer,
    recipients: paper.kind === 'minutes' ? [file] : ['Như trên', ...identity.recipients, file],
  };
}
