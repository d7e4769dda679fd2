import type { Instant } from './change/types.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * What was asked for last: a pack says some hundred times a change when something was, often the same instant and nearly
 * always the same day, and the language's own way takes four times as long.
 */
let last = { at: Number.NaN, day: Number.NaN, date: '', text: '' };

/** `2026-11-21T03:13:05.000Z`, as `toISOString` says it. @throws RangeError for what is no time */
export function isoText(at: Instant): string {
  if (at === last.at) return last.text;
  const whole = Math.trunc(at);
  const day = Math.floor(whole / DAY);
  const date = day === last.day ? last.date : new Date(at).toISOString().slice(0, -'hh:mm:ss.sssZ'.length);
  last = { at, day, date, text: date + timeOfDay(whole - day * DAY) };
  return last.text;
}

function timeOfDay(rest: number): string {
  const milliseconds = rest % 1000;
  const minute = `${two(rest / HOUR)}:${two((rest / 60_000) % 60)}`;
  return `${minute}:${two((rest / 1000) % 60)}.${milliseconds < 100 ? '0' : ''}${two(milliseconds)}Z`;
}

const two = (number: number): string => (number < 10 ? `0${Math.floor(number)}` : `${Math.floor(number)}`);
