import { expect, it } from 'vitest';
import { paragraphs } from './paragraphs.ts';

it('reads a text of very many lines', () => {
  expect(paragraphs('- x\n'.repeat(200_000))).toHaveLength(200_000);
});
