const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const NUMBER = new Intl.NumberFormat();

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
