import { css } from './lib/reactive-element/reactive-element.js';

/**
 * The element's colours and type, light and dark. A page sets the properties that begin with `--edge-` to fit them to
 * its own; `--edge-color-scheme` with `light` or `dark` settles which of both it is.
 */
export const theme = css`
  :host {
    color-scheme: var(--edge-color-scheme, light dark);
    --_background: var(--edge-background, light-dark(#ffffff, #14181f));
    --_raised: var(--edge-raised, light-dark(#f6f7f9, #1d232d));
    --_text: var(--edge-text, light-dark(#1d2433, #e6e9ef));
    --_quiet: var(--edge-quiet, light-dark(#566073, #a8b1c1));
    --_line: var(--edge-line, light-dark(#d9dee7, #343d4c));
    --_control: var(--edge-control, light-dark(#7d8698, #7c879b));
    --_accent: var(--edge-accent, light-dark(#1d5bb8, #8ab4ff));
    --_on-accent: var(--edge-on-accent, light-dark(#ffffff, #0c1a33));
    --_danger: var(--edge-danger, light-dark(#b3261e, #ffaba3));
    --_on-danger: var(--edge-on-danger, light-dark(#ffffff, #3b0a06));
    --_good: var(--edge-good, light-dark(#17663a, #7fd8a3));
    --_good-back: var(--edge-good-back, light-dark(#e2f4e9, #16301f));
    --_warn: var(--edge-warn, light-dark(#6b4a00, #f2cd7c));
    --_warn-back: var(--edge-warn-back, light-dark(#fff3d1, #362a10));
    --_bad-back: var(--edge-bad-back, light-dark(#fde9e7, #3a1815));
    --_radius: var(--edge-radius, 6px);
    --_font: var(--edge-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif);
    --_mono: var(--edge-mono, ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace);
    display: block;
    background: var(--_background);
    color: var(--_text);
    font: 0.9375rem/1.5 var(--_font);
  }
`;

/** What every part has in common. */
export const base = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  h2,
  h3,
  p {
    margin: 0;
  }

  h2 {
    font-size: 1.375rem;
    line-height: 1.25;
  }

  h3 {
    font-size: 1rem;
  }

  button,
  input,
  select {
    min-height: 2.25rem;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    font: inherit;
  }

  input,
  select {
    width: 100%;
    min-width: 0;
  }

  button {
    cursor: pointer;
    font-weight: 500;
    white-space: nowrap;
  }

  button:hover {
    background: var(--_raised);
  }

  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  button.danger {
    border-color: var(--_danger);
    background: var(--_danger);
    color: var(--_on-danger);
  }

  button.primary:hover,
  button.danger:hover {
    filter: brightness(1.1);
  }

  button.link {
    min-height: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    text-align: start;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    white-space: normal;
    overflow-wrap: anywhere;
  }

  button[aria-disabled='true'] {
    cursor: progress;
    opacity: 0.75;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  [tabindex='-1']:focus-visible:not(button) {
    outline-style: none;
  }

  code,
  pre {
    font-family: var(--_mono);
    font-size: 0.875em;
    overflow-wrap: anywhere;
  }

  .quiet,
  .hint {
    color: var(--_quiet);
    font-size: 0.875rem;
    font-weight: 400;
  }

  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .failure,
  .warning {
    padding: 0.625rem 0.875rem;
    border-inline-start: 4px solid currentcolor;
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
  }

  .failure {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    align-items: center;
    justify-content: space-between;
    background: var(--_bad-back);
    color: var(--_danger);
  }

  .warning {
    background: var(--_warn-back);
    color: var(--_warn);
  }

  .error {
    color: var(--_danger);
    font-size: 0.875rem;
    font-weight: 500;
  }

  [aria-invalid='true'] {
    border-color: var(--_danger);
    box-shadow: 0 0 0 1px var(--_danger);
  }

  .badge {
    display: inline-flex;
    gap: 0.375rem;
    align-items: center;
    padding: 0 0.5rem;
    border: 1px solid transparent;
    border-radius: 1rem;
    background: var(--_raised);
    color: var(--_quiet);
    font-size: 0.8125rem;
    font-weight: 500;
    white-space: nowrap;
  }

  .badge::before {
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    background: currentcolor;
    content: '';
  }

  .badge.active {
    background: var(--_good-back);
    color: var(--_good);
  }

  .badge.revoked,
  .badge.disabled {
    background: var(--_bad-back);
    color: var(--_danger);
  }

  .badge.exhausted {
    background: var(--_warn-back);
    color: var(--_warn);
  }
`;
