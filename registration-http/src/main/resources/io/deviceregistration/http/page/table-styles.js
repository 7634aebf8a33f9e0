import { css } from './lib/reactive-element/reactive-element.js';

/** Lists: tables where there is room, else a card for each row. */
export const tables = css`
  :host {
    display: block;
    container-type: inline-size;
  }

  .toolbar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    align-items: end;
  }

  .filter {
    display: grid;
    flex: 0 1 11rem;
    gap: 0.25rem;
  }

  .filter.wide {
    flex: 1 1 14rem;
    max-width: 24rem;
  }

  .filter:has([type='datetime-local']) {
    flex-basis: 14rem;
  }

  .filter label {
    font-size: 0.8125rem;
    font-weight: 500;
  }

  .first-action {
    margin-inline-start: auto;
  }

  .count {
    min-height: 1.5rem;
    margin-block: 0.75rem 0.25rem;
    color: var(--_quiet);
    font-size: 0.875rem;
  }

  .loaded {
    transition: opacity 0.15s;
  }

  .loaded.loading {
    opacity: 0.6;
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }

  th,
  td {
    padding: 0.625rem 0.75rem 0.625rem 0;
    border-block-end: 1px solid var(--_line);
    text-align: start;
    vertical-align: top;
  }

  td {
    min-width: 6rem;
    overflow-wrap: anywhere;
  }

  thead th {
    padding-block: 0.375rem;
    color: var(--_quiet);
    font-size: 0.8125rem;
    font-weight: 500;
    white-space: nowrap;
  }

  th.end,
  td.end {
    min-width: 0;
    padding-inline-end: 0;
    text-align: end;
  }

  tbody th {
    min-width: 10rem;
    max-width: 22rem;
    font-weight: 500;
    overflow-wrap: anywhere;
  }

  tbody th code,
  td .quiet,
  td .note {
    display: block;
    overflow-wrap: anywhere;
  }

  .note {
    color: var(--_warn);
    font-size: 0.8125rem;
  }

  progress {
    display: block;
    width: 100%;
    min-width: 5rem;
    max-width: 8rem;
    height: 0.375rem;
    margin-block-start: 0.375rem;
    border: 0;
    border-radius: 1rem;
    appearance: none;
    background: var(--_line);
    overflow: hidden;
  }

  progress::-webkit-progress-bar {
    background: var(--_line);
  }

  progress::-webkit-progress-value {
    background: var(--_accent);
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
  }

  .more,
  .empty {
    padding-block: 1rem;
    text-align: center;
  }

  .empty {
    display: grid;
    gap: 0.5rem;
    justify-items: center;
    padding-block: 3rem;
    color: var(--_quiet);
  }

  .empty strong {
    color: var(--_text);
    font-size: 1rem;
  }

  .skeleton span {
    display: block;
    height: 2.25rem;
    margin-block: 0.75rem;
    border-radius: var(--_radius);
    background: var(--_raised);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  @keyframes breathe {
    to {
      opacity: 0.4;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .skeleton span {
      animation: none;
    }

    .loaded {
      transition: none;
    }
  }

  @container (width < 52rem) {
    .filter {
      flex: 1 1 9rem;
    }

    .filter.wide {
      flex: 1 1 100%;
      max-width: none;
    }

    .toolbar > button {
      flex: 1 0 auto;
    }

    table,
    tbody,
    tr {
      display: block;
    }

    thead {
      position: absolute;
      overflow: hidden;
      width: 1px;
      height: 1px;
      clip-path: inset(50%);
    }

    tr {
      position: relative;
      display: grid;
      gap: 0.25rem;
      margin-block-end: 0.75rem;
      padding: 0.75rem 1rem;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
    }

    th,
    td {
      display: block;
      min-width: 0;
      padding: 0;
      border: 0;
    }

    tbody th {
      min-width: 0;
      max-width: none;
      padding-inline-end: 3.5rem;
    }

    td[data-column] {
      display: grid;
      grid-template-columns: minmax(6rem, 34%) minmax(0, 1fr);
      gap: 0.5rem;
    }

    td[data-column]::before {
      color: var(--_quiet);
      font-size: 0.875rem;
      content: attr(data-column);
      content: attr(data-column) / '';
    }

    td.end {
      position: absolute;
      inset-block-start: 0.625rem;
      inset-inline-end: 0.75rem;
    }
  }
`;
