import { css, svg, type TemplateResult } from 'lit';
import type { BandLook, BandPart } from './band-parts.ts';

/** Colours of the looks; the host's svg gives the empty ground. */
export const bandStyles = css`
  .good {
    fill: var(--ww-band-good);
  }
  .bad {
    fill: var(--ww-danger);
  }
  .power {
    fill: var(--ww-warning);
  }
  .caution {
    fill: var(--ww-warning-soft);
  }
  .stripe {
    stroke: var(--ww-warning);
    stroke-width: 2;
  }
  .idle {
    fill: var(--ww-band-good);
  }
  .absent {
    fill: none;
  }
  .hatch {
    stroke: var(--ww-hatch);
    stroke-width: 1.5;
  }
  .grid {
    fill: var(--ww-notice-soft);
  }
  .dots {
    fill: var(--ww-notice);
  }
`;

/** Each picture carries its own patterns: an id of another shadow root cannot be referred to. */
export function bandPatterns(): TemplateResult {
  return svg`<defs>
    <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line class="hatch" x1="0" y1="0" x2="0" y2="6" /></pattern>
    <pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
      <rect class="caution" width="6" height="6" /><line class="stripe" x1="0" y1="0" x2="0" y2="6" /></pattern>
    <pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">
      <rect class="grid" width="5" height="5" /><circle class="dots" cx="2.5" cy="2.5" r="1.2" /></pattern>
  </defs>`;
}

/** The pattern of a look, or empty where it has a plain colour by its class. */
export function bandFill(look: BandLook): string {
  return FILLS[look] ?? '';
}

const FILLS: Partial<Record<BandLook, string>> = {
  unknown: 'url(#hatch)',
  planned: 'url(#dots)',
  warn: 'url(#stripes)',
};

/**
 * A part of a band. What is off is a thin line in the middle, what is unknown hatched, what is planned dotted, what wants a
 * look striped.
 */
export function bandRect(
  part: Pick<BandPart, 'leftPercent' | 'widthPercent'>,
  look: BandLook,
  title: string,
): TemplateResult {
  const fill = bandFill(look);
  const [y, height] = look === 'idle' ? ['38%', '24%'] : ['0%', '100%'];
  return svg`<rect x="${part.leftPercent}%" width="${part.widthPercent}%" y=${y} height=${height}
    class=${fill === '' ? look : ''} fill=${fill}>${title === '' ? '' : svg`<title>${title}</title>`}</rect>`;
}
