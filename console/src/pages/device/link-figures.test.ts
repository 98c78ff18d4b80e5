import { describe, expect, it } from 'vitest';
import { locale } from '../../i18n/language.ts';
import { deviceRow, NOW } from '../../testing/rows.ts';
import { linkFigures, type OwnUse } from './link-figures.ts';

const at = NOW;
const NONE: OwnUse = { sent: undefined, received: undefined };
const figures = (metrics: Record<string, number>, used = NONE) =>
  linkFigures(
    deviceRow({
      metrics: Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, { value, at }])),
    }),
    used,
    locale().messages,
    locale().format,
  );

describe('linkFigures', () => {
  it('says nothing of a line that nobody measured', () => {
    expect(figures({ 'cpu.used': 4 })).toEqual([]);
  });

  it('goes hop by hop, and keeps a hop without answers as one without data', () => {
    expect(figures({ 'gateway.rtt': 1.2, 'gateway.jitter': 0.3, 'gateway.loss': 0, 'internet.loss': 100 })).toEqual([
      { term: 'Tới thiết bị cổng', value: 'trễ 1,2\u00a0ms', beside: 'biến động 0,3\u00a0ms, mất gói 0%' },
      { term: 'Tới Internet', value: 'Chưa có số liệu', beside: 'mất gói 100%' },
    ]);
  });

  it('shows speed with when it was measured, and what the agent itself used', () => {
    const [speed, data] = figures(
      { 'speed.down': 48_000_000, 'speed.up': 9_500_000 },
      { sent: 310_000, received: 90_000 },
    );
    expect(speed?.value).toBe('tải xuống 48\u00a0Mbit/s, gửi lên 9,5\u00a0Mbit/s, lúc 24/11/2026 10:42');
    expect(data?.value).toBe('gửi 303\u00a0KB, nhận 87,9\u00a0KB');
  });
});
