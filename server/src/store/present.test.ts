import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePresent, type Present, presentFacts, withEntry } from './present.ts';
import { boot, fact, metrics, T0 } from './store.fixtures.ts';

const NEW_DEVICE = parsePresent('{}');

describe('the present of a device', () => {
  it('does not depend on the order in which entries come', () => {
    const times = fc.uniqueArray(fc.nat({ max: 1_000 }), { maxLength: 10 });
    fc.assert(
      fc.property(times, fc.func(fc.integer()), (ats, rank) => {
        const entries = ats.map((at, index) => {
          if (at % 3 === 0) return boot(index + 1, T0 + at);
          if (at % 3 === 1) return metrics(index + 1, T0 + at, { 'cpu.used': at % 100, [`disk.used:${at % 2}`]: 1 });
          return fact(index + 1, T0 + at, at % 2 === 0 ? 'internet' : 'dns', at % 4 < 2 ? 'up' : 'down');
        });
        const after = (order: typeof entries): Present => order.reduce(withEntry, NEW_DEVICE);
        expect(after(entries.toSorted((a, b) => rank(a) - rank(b)))).toEqual(after(entries));
      }),
    );
  });

  it('is read back as it was written', () => {
    const present = [
      fact(1, T0, 'mains', null),
      metrics(2, T0, { 'cpu.used': [1, 2, 3] }),
      boot(3, T0),
    ].reduce<Present>(withEntry, NEW_DEVICE);
    expect(parsePresent(JSON.stringify(present))).toEqual(present);
    expect(presentFacts(present)).toEqual({ mains: { value: null, since: T0 } });
  });

  it('keeps a bounded number of metrics, those heard of last', () => {
    let present = NEW_DEVICE;
    for (let index = 0; index < 300; index++) {
      present = withEntry(present, metrics(index + 1, T0 + index, { [`disk.used:${index}`]: index }));
    }
    const names = Object.keys(present.metrics);
    expect(names).toHaveLength(128);
    expect(names).toContain('disk.used:299');
    expect(names).not.toContain('disk.used:0');
  });

  it('keeps a bounded number of facts of services and watched devices, those stated last, and every fixed one', () => {
    let present = withEntry(NEW_DEVICE, fact(1, T0, 'ups', 'ok'));
    for (let index = 0; index < 100; index++) {
      present = withEntry(present, fact(index + 2, T0 + index, `service:s${index}`, 'up'));
    }
    const names = Object.keys(present.facts);
    expect(names).toHaveLength(65);
    expect(names).toEqual(expect.arrayContaining(['ups', 'service:s99']));
    expect(names).not.toContain('service:s0');
  });
});
