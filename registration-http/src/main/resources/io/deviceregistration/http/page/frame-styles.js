import { css } from './lib/reactive-element/reactive-element.js';

/** The element itself: its head, tabs and what it says when something is done. */
export const frame = css`
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1rem;
    max-width: 76rem;
    margin-inline: auto;
    padding: var(--edge-padding, 1rem);
  }

  header p {
    max-width: 46rem;
    margin-block-start: 0.375rem;
    color: var(--_quiet);
  }

  [role='tablist'] {
    display: flex;
    gap: 0.25rem;
    border-block-end: 1px solid var(--_line);
  }

  [role='tab'] {
    margin-block-end: -1px;
    border: 0;
    border-block-end: 3px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--_quiet);
  }

  [role='tab'][aria-selected='true'] {
    border-block-end-color: var(--_accent);
    color: var(--_text);
  }

  [role='tab']:focus-visible {
    outline-offset: -2px;
  }

  @media (forced-colors: active) {
    [role='tab'][aria-selected='false'] {
      border-block-end-color: Canvas;
    }
  }

  .toast {
    position: fixed;
    inset-block-end: 1rem;
    inset-inline: 1rem;
    z-index: 1;
    width: fit-content;
    max-width: min(34rem, calc(100vw - 2rem));
    margin-inline: auto;
    padding: 0.625rem 1rem;
    border-radius: var(--_radius);
    background: var(--_text);
    color: var(--_background);
    overflow-wrap: anywhere;
  }

  .toast:empty {
    padding: 0;
  }

  .signed-out {
    display: grid;
    gap: 0.75rem;
    justify-items: center;
    padding-block: 3rem;
    text-align: center;
  }
`;
