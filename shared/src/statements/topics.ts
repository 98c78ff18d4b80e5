import { fold } from '../wording/index.ts';
import type { Topic } from './statement.ts';

/** Words of a heading by which its topic is known, folded. The first group tells what a whole chapter is for. */
const CHAPTERS: readonly (readonly [Topic, RegExp])[] = [
  ['difficulties', /kho khan|vuong mac|ton tai|han che|bat cap|chua lam duoc|chua dat/],
  ['requests', /kien nghi|de xuat|de nghi/],
  ['strengths', /thuan loi|uu diem|mat lam duoc|mat tich cuc/],
  ['plan', /phuong huong|nhiem vu trong tam|giai phap|thoi gian toi|ke hoach|quy tiep|muc tieu|trong tam quy/],
  ['direction', /chi dao|lanh dao|quan triet/],
  ['results', /ket qua|tinh hinh thuc hien|tinh hinh trien khai|da trien khai/],
];
const PARTS: readonly (readonly [Topic, RegExp])[] = [
  ['infrastructure', /ha tang|dieu kien lam viec|co so vat chat|trang thiet bi|ky thuat so/],
  ['awareness', /tuyen truyen|nhan thuc|truyen thong|pho bien/],
  ['digitisation', /so hoa|de an 06|du lieu|dinh danh/],
  ['government', /chinh quyen so|chinh quyen dien tu|chinh phu so|cai cach hanh chinh|dich vu cong/],
  ['economy', /kinh te so|xa hoi so|cong dan so|kinh te, xa hoi/],
];
/** A chapter of results goes by this name even where it also says what for ("kết quả thực hiện nhiệm vụ, giải pháp"). */
const RESULTS_FIRST = /^(?:\W|danh gia )*(?:ket qua|tinh hinh) /;

/** Section that each topic stands in in the report of the first quarter of 2026. */
const USUAL: readonly (readonly [Topic, string])[] = [
  ['direction', 'I'],
  ['results', 'II'],
  ['infrastructure', 'II.1'],
  ['awareness', 'II.2'],
  ['digitisation', 'II.3'],
  ['government', 'II.4'],
  ['economy', 'II.5'],
  ['strengths', 'III.1'],
  ['difficulties', 'III.2'],
  ['plan', 'IV'],
  ['requests', 'V'],
];

/** Topics that tell what a whole chapter is for, of its heading; none where its words tell nothing. */
export function chapterTopics(heading: string): Topic[] {
  const words = fold(heading);
  const found = CHAPTERS.filter(([, pattern]) => pattern.test(words)).map(([topic]) => topic);
  if (found.includes('results') && RESULTS_FIRST.test(words)) {
    return found.filter((topic) => topic !== 'plan' && topic !== 'direction');
  }
  if (found.length === 0 && /danh gia|nhan xet/.test(words)) return ['strengths', 'difficulties'];
  return found.includes('plan') ? found.filter((topic) => topic !== 'results' && topic !== 'direction') : found;
}

/** Topics of a part of the results, of its heading. */
export function partTopics(heading: string): Topic[] {
  const words = fold(heading);
  return PARTS.filter(([, pattern]) => pattern.test(words)).map(([topic]) => topic);
}

/** Section number that a topic usually has: what a heading without a number is given. */
export function usualSection(topic: Topic): string {
  return USUAL.find(([one]) => one === topic)?.[1] ?? '';
}

/** Topics of a section that has nothing but its number. */
export function topicsOfNumber(section: string): Topic[] {
  const [chapter] = section.split('.');
  const exact = USUAL.filter(([, usual]) => usual === section);
  const near = exact.length > 0 ? exact : USUAL.filter(([, usual]) => usual.split('.')[0] === chapter);
  return near.map(([topic]) => topic);
}
