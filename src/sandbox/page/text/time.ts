const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** All of these: `at` in milliseconds since the epoch, UTC; `zone` an IANA name. */

function format(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(at);
}

export function clockTime(at: number, zone: string): string {
  return format(at, zone, { hour: '2-digit', minute: '2-digit' });
}

/** `Fri 21 Nov` */
export function shortDay(at: number, zone: string): string {
  return format(at, zone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
}

export function fullStamp(at: number, zone: string): string {
  return `${format(at, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })}, ${clockTime(at, zone)}`;
}

/** `YYYY-MM-DD` */
export function isoDay(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
}

/** "today", "yesterday" or "tomorrow", when it is one of them. */
export function nearDay(at: number, now: number, zone: string): string | undefined {
  const days = Math.round((Date.parse(isoDay(at, zone)) - Date.parse(isoDay(now, zone))) / DAY);
  return { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days];
}

export function dayName(at: number, now: number, zone: string): string {
  const near = nearDay(at, now, zone);
  return near ? capital(near) : format(at, zone, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** "today 14:05", "Mon 24 Nov 09:00" */
export function stamp(at: number, now: number, zone: string): string {
  return `${nearDay(at, now, zone) ?? shortDay(at, zone)} ${clockTime(at, zone)}`;
}

/** "in 3 h", "2 days ago" */
export function distance(at: number, now: number): string {
  const minutes = Math.round(Math.abs(at - now) / MINUTE);
  if (minutes < 1) return 'now';
  const [count, unit] =
    minutes < 60
      ? [minutes, 'min']
      : minutes < 48 * 60
        ? [Math.round(minutes / 60), 'h']
        : [Math.round(minutes / 1440), 'days'];
  return at > now ? `in ${count} ${unit}` : `${count} ${unit} ago`;
}

/**
 * What Slack makes of `<!date^...>`'s format string. It makes the first letter a capital, in the middle of a sentence
 * too; a zero-width space (U+200B) before it prevents that.
 */
export function slackDate(at: number, template: string, now: number, zone: string): string {
  const long = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const plain = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const short = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const near = nearDay(at, now, zone);
  const tokens: Record<string, string> = {
    date_num: isoDay(at, zone),
    date_slash: format(at, zone, { day: '2-digit', month: '2-digit', year: 'numeric' }),
    date: format(at, zone, plain),
    date_short: format(at, zone, short),
    date_long: format(at, zone, long),
    date_pretty: near ?? format(at, zone, plain),
    date_short_pretty: near ?? format(at, zone, short),
    date_long_pretty: near ?? format(at, zone, long),
    time: clockTime(at, zone),
    time_secs: format(at, zone, { timeStyle: 'medium' }),
    ago: distance(at, now),
  };
  const text = template.replace(/\{(\w+)\}/g, (whole, name: string) => tokens[name] ?? whole);
  return capital(text);
}

/** The instant at which `zone`'s clocks show this `YYYY-MM-DDTHH:MM`. */
export function instantOf(local: string, zone: string): number {
  const wanted = Date.parse(`${local}:00Z`);
  const shownAt = (at: number) => Date.parse(`${localOf(at, zone)}:00Z`);
  const guess = wanted - (shownAt(wanted) - wanted);
  return guess - (shownAt(guess) - wanted);
}

/** `YYYY-MM-DDTHH:MM` as `zone`'s clocks show it. */
export function localOf(at: number, zone: string): string {
  return `${isoDay(at, zone)}T${clockTime(at, zone)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
