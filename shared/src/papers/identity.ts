import type { WardIdentity } from '../model/index.ts';

/** What stands in the documents until the ward says otherwise. The signer is the ward's to enter. */
export const DEFAULT_IDENTITY: WardIdentity = {
  wardType: 'phường',
  wardName: 'Chí Linh',
  cityName: 'Hải Phòng',
  cityType: 'thành phố',
  placeName: 'Chí Linh',
  draftingUnit: 'VHXH',
  signature: 'deputy',
  signer: null,
  reportTo: ['Sở Khoa học và Công nghệ thành phố Hải Phòng'],
  requestTo: ['Ủy ban nhân dân thành phố Hải Phòng', 'Sở Tài chính', 'Sở Khoa học và Công nghệ'],
  recipients: ['Thường trực Đảng ủy, HĐND phường', 'Lãnh đạo UBND phường'],
};
