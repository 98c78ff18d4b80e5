import { css } from 'lit';

/** Colours of a tone: an element with the attribute `data-tone` gets its text, soft and line colours as variables. */
export const toneStyles = css`
  [data-tone='danger'] {
    --tone-mark: var(--ww-danger);
    --tone-text: var(--ww-danger-text);
    --tone-soft: var(--ww-danger-soft);
    --tone-line: var(--ww-danger-line);
  }
  [data-tone='warning'] {
    --tone-mark: var(--ww-warning);
    --tone-text: var(--ww-warning-text);
    --tone-soft: var(--ww-warning-soft);
    --tone-line: var(--ww-warning-line);
  }
  [data-tone='notice'] {
    --tone-mark: var(--ww-notice);
    --tone-text: var(--ww-notice-text);
    --tone-soft: var(--ww-notice-soft);
    --tone-line: var(--ww-notice-line);
  }
  [data-tone='calm'] {
    --tone-mark: var(--ww-calm);
    --tone-text: var(--ww-text-soft);
    --tone-soft: transparent;
    --tone-line: transparent;
  }
  [data-tone='quiet'] {
    --tone-mark: var(--ww-text-soft);
    --tone-text: var(--ww-text-soft);
    --tone-soft: transparent;
    --tone-line: var(--ww-line);
  }
`;
