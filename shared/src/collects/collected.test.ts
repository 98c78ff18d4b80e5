import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { entry, eventEntry } from '../model/index.ts';
import { enrolRequest } from '../protocol/enrolment.ts';
import { hello } from '../protocol/frames.ts';
import { pushRequest } from '../protocol/push.ts';
import { collectedFields } from './collected.ts';
import { COLLECTED_PATHS } from './collected-paths.ts';
import { fieldsOf } from './walk.ts';

const listed = collectedFields().map((field) => field.path);

describe('collectedFields', () => {
  it('is the list that people have seen and worded, no field more and none less', () => {
    expect(listed.toSorted()).toEqual([...COLLECTED_PATHS].toSorted());
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('names every field of every event, common ones once', () => {
    const common = new Set(['seq', 'at', 'mono', 'kind', 'event']);
    for (const option of eventEntry.options) {
      const word = option.entries.event.literal;
      const own = Object.keys(option.entries).filter((name) => !common.has(name));
      const found = listed.filter((path) => path.startsWith(`entry.event.${word}.`));
      const names = new Set(found.map((path) => (path.split('.')[3] ?? '').replace('[]', '')));
      expect([word, names]).toEqual([word, new Set(own)]);
    }
    expect(entry.options).toHaveLength(4);
  });

  it.each([
    ['enrol', enrolRequest],
    ['push', pushRequest],
    ['frame.hello', hello],
  ])('names every field of %s', (prefix, schema) => {
    const heads = listed
      .filter((path) => path.startsWith(`${prefix}.`))
      .map((path) => path.slice(prefix.length + 1).split(/[.[]/)[0]);
    const own = Object.keys(schema.entries).filter((name) => name !== 't');
    expect(new Set(heads)).toEqual(new Set(own));
  });

  it('says what kind of value a field holds, and whether it may be missing', () => {
    const field = (path: string) => collectedFields().find((one) => one.path === path);
    expect(field('push.wan')).toMatchObject({ type: 'boolean', isOptional: true });
    expect(field('entry.event.stop.reason')).toMatchObject({ type: 'choice', isOptional: false });
    expect(field('entry.event.stop.reason')?.choices).toContain('shutdown');
    expect(field('entry.metrics.values.*')).toMatchObject({ type: 'number' });
    expect(field('batch.entries[]')).toMatchObject({ type: 'message' });
  });
});

describe('fieldsOf', () => {
  it('finds fields however deep and however wrapped', () => {
    const schema = v.object({
      a: v.optional(v.nullable(v.array(v.object({ b: v.pipe(v.string(), v.maxLength(3)) })))),
      c: v.record(v.string(), v.union([v.number(), v.strictTuple([v.number(), v.number()])])),
    });
    expect(fieldsOf(schema).map(({ path, type, isOptional }) => [path, type, isOptional])).toEqual([
      ['a[].b', 'text', true],
      ['c.*', 'number', false],
    ]);
  });

  it('refuses a kind of schema that it cannot list', () => {
    expect(() => fieldsOf(v.object({ when: v.date() }))).toThrow(/date at when/);
  });
});
