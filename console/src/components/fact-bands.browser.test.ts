import { describe, expect, it } from 'vitest';
import { deep, deepAll, deepText, expectAccessible, mount } from '../testing/dom.ts';
import { HOUR, NOW } from '../testing/rows.ts';
import { FactBands } from './fact-bands.ts';

const window = { from: NOW - 4 * HOUR, until: NOW };
const internet = {
  id: 'internet',
  label: 'Internet',
  segments: [
    { from: window.from, until: window.from + HOUR, value: 'up' },
    { from: window.from + HOUR, until: window.from + 2 * HOUR, value: 'down' },
    { from: window.from + 2 * HOUR, until: window.until, value: 'unknown' },
  ],
};

describe('ww-fact-bands', () => {
  it('draws to scale, hatches what nobody knows, and says the same in words', async () => {
    const element = await mount(new FactBands(), { bands: [internet], window });
    const band = deep(element, 'svg.band', SVGElement);
    const rects = [...band.querySelectorAll(':scope > rect')];
    expect(rects.map((rect) => [rect.getAttribute('x'), rect.getAttribute('width')])).toEqual([
      ['0%', '25%'],
      ['50%', '50%'],
      ['25%', '25%'],
    ]);
    expect(rects[1]?.getAttribute('fill')).toBe('url(#hatch)');
    expect(band.getAttribute('aria-label')).toBe(
      'Internet: Chưa có số liệu 2 giờ; Có Internet 1 giờ; Mất Internet 1 giờ',
    );
    await expectAccessible(element);
  });

  it('gives the same as a table to whoever opens it', async () => {
    const element = await mount(new FactBands(), { bands: [internet], window });
    deep(element, 'summary').click();
    await expect.poll(() => deepAll(element, 'tbody tr').length).toBe(3);
    expect(deepText(deep(element, 'tbody'))).toContain('Mất Internet 24/11/2026 07:42 24/11/2026 08:42 1 giờ');
    await expectAccessible(element);
  });

  it('stripes what wants a look, and explains it only where it occurs', async () => {
    const service = {
      id: 'service:portal',
      label: 'Cổng dịch vụ công',
      segments: [{ ...window, value: 'degraded' }],
    };
    const element = await mount(new FactBands(), { bands: [internet, service], window });
    expect(deepAll(element, 'svg.band > rect').at(-1)?.getAttribute('fill')).toBe('url(#stripes)');
    expect(deepText(deep(element, '.legend'))).toContain('Cần chú ý');
    expect(deepAll(element, 'svg.band').at(-1)?.getAttribute('aria-label')).toBe(
      'Cổng dịch vụ công: Chậm hoặc sắp hết hạn chứng thư 4 giờ',
    );
    await expectAccessible(element);
    const plain = await mount(new FactBands(), { bands: [internet], window });
    expect(deepText(deep(plain, '.legend'))).not.toContain('Cần chú ý');
  });
});
