import { describe, expect, it } from 'vitest';
import { contactParts } from './contact-link.ts';

describe('contactParts', () => {
  it.each([
    ['Bảo vệ: 0900 000 001 (ban ngày)', '0900 000 001'],
    ['+84-900.000.001', '+84-900.000.001'],
    ['Tổng đài 19001234', '19001234'],
  ])('finds the number in “%s”', (contact, number) => {
    const parts = contactParts(contact);
    expect(parts?.number).toBe(number);
    expect(`${parts?.before}${parts?.number}${parts?.after}`).toBe(contact);
  });

  it.each(['Bác trông nhà', 'Phòng 12', 'Tổ 3, số 45'])('finds none in “%s”', (contact) => {
    expect(contactParts(contact)).toBeUndefined();
  });
});
