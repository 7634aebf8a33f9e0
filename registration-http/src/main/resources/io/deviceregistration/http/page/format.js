const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const NUMBER = new Intl.NumberFormat();
const ISO_LENGTH = '2026-01-01T00:00:00.000Z'.length;

/** Seconds from which a unit is used, the largest first. */
const UNITS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** @param {string|Date} time */
export function date(time) {
  return DATE.format(new Date(time));
}

/** To the second, with the time zone. @param {string} time */
export function exactTime(time) {
  return EXACT.format(new Date(time));
}

/**
 * How far off a time is, as in "in 30 days"; months only from two on, for 30 days are more telling than one month.
 *
 * @param {string} time
 */
export function relativeTime(time) {
  const seconds = (new Date(time).getTime() - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([name, s]) => Math.abs(seconds) >= (name === 'month' ? 2 * s : s)) ?? ['second', 1];
  return RELATIVE.format(Math.round(seconds / size), unit);
}

/** @param {number} value */
export function number(value) {
  return NUMBER.format(value);
}

/** A time as `datetime-local` inputs take it: local, to the minute. @param {Date} time */
export function localInput(time) {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/**
 * What a `datetime-local` input says, as the API takes it: an instant in UTC, with a year of four digits.
 *
 * @param {HTMLInputElement} input
 * @returns {?string} empty if the input is, null if what was typed is no such time
 */
export function inputInstant({ value, validity }) {
  if (value === '') {
    return validity.badInput ? null : '';
  }
  const time = new Date(value);
  const iso = Number.isNaN(time.getTime()) ? '' : time.toISOString();
  return iso.length === ISO_LENGTH ? iso : null;
}
