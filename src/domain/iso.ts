import type { Instant } from './change/types.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A pack says some hundred times a change when something was: the day asked for last is kept, the engine's own way takes thrice as long. */
let last = { day: Number.NaN, text: '' };

/** `2026-11-21T03:13:05.000Z`, as `toISOString` says it. @throws RangeError for what is no time */
export function isoText(at: Instant): string {
  const whole = Math.trunc(at);
  const day = Math.floor(whole / DAY);
  if (day !== last.day) last = { day, text: new Date(at).toISOString().slice(0, -'hh:mm:ss.sssZ'.length) };
  const rest = whole - day * DAY;
  const [hours, minutes] = [Math.floor(rest / HOUR), Math.floor(rest / 60_000) % 60];
  const [seconds, milliseconds] = [Math.floor(rest / 1000) % 60, rest % 1000];
  return `${last.text}${two(hours)}:${two(minutes)}:${two(seconds)}.${milliseconds < 100 ? '0' : ''}${two(milliseconds)}Z`;
}

const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`);
