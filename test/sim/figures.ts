import type { MetricValues } from '@wardwatch/shared/model';

const MINUTE_MS = 60_000;

/** What one made-up office machine would have measured. */
export interface FigureSource {
  /** Figures of the minute that ends at `at`; slow ones only when they moved, as the agent does. */
  minute(at: number): MetricValues;
}

/**
 * A made-up machine on an ordinary line: load follows the working day, latency wanders and spikes, the disk fills
 * slowly. Deterministic for its source of random numbers.
 */
export function figureSource(random: () => number): FigureSource {
  const noise = (size: number): number => (random() + random() - 1) * size;
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  let disk = 35 + random() * 30;
  let memory = 40 + random() * 20;
  let sent: { memory?: number; disk?: number; temperature?: number; at: number } = { at: 0 };
  const baseRtt = 6 + random() * 6;

  return {
    minute(at) {
      const hour = ((at / 3_600_000 + 7) % 24) + noise(0.5);
      const busy = hour > 7 && hour < 17 ? 1 : 0.15;
      const spread = (mean: number, size: number): [number, number, number] => {
        const low = Math.max(0, tenth(mean - random() * size));
        const middle = Math.max(low, tenth(mean));
        return [low, middle, Math.max(middle, tenth(mean + random() * size * 2))];
      };
      disk += 0.00002 + noise(0.0005);
      memory = Math.min(95, Math.max(20, memory + noise(1.5) * busy));
      const temperature = Math.round(42 + busy * 8 + noise(1.5));
      const values: MetricValues = {
        'cpu.used': spread(4 + busy * 18 + noise(6), 6),
        'gateway.rtt': tenth(0.8 + Math.abs(noise(0.5))),
        'internet.rtt': spread(baseRtt + Math.abs(noise(1.5)), 1.5),
        'internet.loss': random() < 0.004 ? 25 : 0,
        'dns.time': spread(baseRtt + 3 + Math.abs(noise(3)), 3),
      };
      const due = at - sent.at >= 15 * MINUTE_MS;
      if (due || Math.abs((sent.memory ?? 0) - memory) >= 1) values['memory.used'] = sent.memory = tenth(memory);
      if (due || Math.abs((sent.disk ?? 0) - disk) >= 0.1) values['disk.used:/'] = sent.disk = tenth(disk);
      if (due || sent.temperature !== temperature) values['temperature.cpu'] = sent.temperature = temperature;
      if (due) sent = { ...sent, at };
      return values;
    },
  };
}
