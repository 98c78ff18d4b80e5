import { describe, expect, it } from 'vitest';
import { deep, deepAll, deepText, expectAccessible, mount } from '../testing/dom.ts';
import { MINUTE, NOW } from '../testing/rows.ts';
import { MetricChart } from './metric-chart.ts';

const at = [0, 1, 2, 20, 21].map((minute) => NOW + minute * MINUTE);
const series = [
  { name: 'internet.rtt', unit: 'ms', at, min: at.map(() => 5), mean: at.map(() => 8), max: at.map(() => 20) },
];
const window = { from: NOW, until: NOW + 30 * MINUTE };
const show = () => mount(new MetricChart(), { heading: 'Độ trễ', series, names: ['Internet'], window });

describe('ww-metric-chart', () => {
  it('paints, and says in words what it shows', async () => {
    const chart = await show();
    expect(deepAll(chart, 'canvas')).toHaveLength(1);
    expect(deep(chart, '[role=img]').getAttribute('aria-label')).toBe(
      'Biểu đồ Độ trễ, đơn vị ms. Internet: thấp nhất 5\u00a0ms, trung bình 8\u00a0ms, cao nhất 20\u00a0ms',
    );
    await expectAccessible(chart);
  });

  it('leaves a hole where nothing was measured', async () => {
    const chart = await show();
    const canvas = deep(chart, 'canvas', HTMLCanvasElement);
    const columnHasInk = (share: number): boolean => {
      const left = 64 * devicePixelRatio;
      const x = Math.round(left + (canvas.width - left) * share);
      const { data } = canvas.getContext('2d')?.getImageData(x, 0, 1, canvas.height) ?? { data: [] };
      // Grid lines are there in every column; a series adds many more painted pixels.
      return Array.from(data).filter((value, index) => index % 4 === 3 && value > 0).length > 20;
    };
    await expect.poll(() => columnHasInk(0.04)).toBe(true);
    expect(columnHasInk(0.35)).toBe(false);
  });

  it('follows the theme', async () => {
    const chart = await show();
    const before = deep(chart, 'canvas');
    document.documentElement.dataset['theme'] = 'dark';
    await expect.poll(() => deep(chart, 'canvas') === before).toBe(false);
    delete document.documentElement.dataset['theme'];
  });

  it('gives the same figures as a table', async () => {
    const chart = await show();
    deep(chart, 'summary').click();
    await expect.poll(() => deepAll(chart, 'tbody tr').length).toBe(at.length);
    await expectAccessible(chart);
  });

  it('says so where there is nothing to show', async () => {
    const chart = await mount(new MetricChart(), { series: [] });
    expect(deepText(chart)).toBe('Chưa có số liệu trong khoảng này.');
  });
});
