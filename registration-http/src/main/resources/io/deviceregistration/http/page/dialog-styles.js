import { css } from './lib/reactive-element/reactive-element.js';

/** Dialogs and the forms in them. */
export const dialogs = css`
  :host {
    display: contents;
  }

  dialog {
    width: min(34rem, calc(100vw - 1.5rem));
    max-height: calc(100dvh - 1.5rem);
    padding: 1.25rem;
    border: 1px solid var(--_line);
    border-radius: calc(2 * var(--_radius));
    background: var(--_background);
    box-shadow: 0 12px 48px rgb(0 0 0 / 35%);
    color: var(--_text);
    font: 0.9375rem/1.5 var(--_font);
    overflow-wrap: anywhere;
  }

  dialog:has(.once),
  dialog:has(dl) {
    width: min(46rem, calc(100vw - 1.5rem));
    container-type: inline-size;
  }

  dialog::backdrop {
    background: rgb(10 14 22 / 55%);
  }

  form,
  dialog[open] {
    gap: 1rem;
  }

  form,
  dialog[open]:not(:has(form)) {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }

  .body {
    display: grid;
    gap: 0.75rem;
  }

  .field {
    display: grid;
    gap: 0.25rem;
  }

  .field label {
    font-weight: 600;
  }

  h2,
  .field label {
    white-space: pre-wrap;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    align-items: center;
    justify-content: end;
    margin-block-start: 0.5rem;
  }

  .said {
    flex: 1 1 12rem;
    color: var(--_good);
    font-weight: 500;
  }

  .once {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 13rem;
    gap: 1rem 1.5rem;
    align-items: start;
  }

  .once > div {
    display: grid;
    gap: 0.5rem;
    justify-items: start;
  }

  .secret {
    width: 100%;
    padding: 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    font-size: 1rem;
    overflow-wrap: anywhere;
    user-select: all;
  }

  figure {
    display: grid;
    gap: 0.5rem;
    margin: 0;
  }

  canvas {
    width: 100%;
    max-width: 13rem;
    border-radius: var(--_radius);
    background: #ffffff;
    image-rendering: pixelated;
  }

  pre {
    margin: 0;
    padding: 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_raised);
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  h3 + .hint {
    margin-block-start: -0.75rem;
  }

  pre + button {
    justify-self: start;
  }

  dl {
    display: grid;
    gap: 0.375rem;
    margin: 0;
  }

  dl > div {
    display: grid;
    grid-template-columns: minmax(7rem, 28%) minmax(0, 1fr);
    gap: 0.75rem;
  }

  dt {
    color: var(--_quiet);
  }

  dd {
    margin: 0;
  }

  @media (width < 36rem) {
    .once {
      grid-template-columns: minmax(0, 1fr);
    }

    figure {
      justify-items: center;
    }
  }
`;
