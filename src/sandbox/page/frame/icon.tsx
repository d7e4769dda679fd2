const PATHS = {
  close: 'M4 4l8 8M12 4l-8 8',
  reply: 'M2.5 3.5h11v7h-6l-3 2.7v-2.7h-2z',
  more: 'M8 3v.01M8 8v.01M8 13v.01',
  bolt: 'M9 1.5L3.5 9H8l-1 5.5L12.5 7H8z',
  send: 'M2.5 2.5l11.5 5.5-11.5 5.5 2-5.5zM4.5 8H14',
  next: 'M3 3.5l7 4.5-7 4.5zM12.5 3.5v9',
  eye: 'M1.5 8s2.5-4.3 6.5-4.3S14.5 8 14.5 8 12 12.3 8 12.3 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 100 3.6 1.8 1.8 0 000-3.6z',
  list: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  hash: 'M6 2.5l-1 11M11 2.5l-1 11M3 6h10.5M2.5 10.5H13',
  ticket: 'M2.5 3.5h11v9h-11zM5 6.5h6M5 9.5h4',
  pulse: 'M1.5 8.5h3l2-5 3 9 2-4h3',
  auto: 'M8 2.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM8 2.5v11M8 5h4.5M8 8h5.5M8 11h4.5',
  light:
    'M8 5a3 3 0 100 6 3 3 0 000-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9L13 13M13 3l-1.1 1.1M4.1 11.9L3 13',
  weather: 'M4.5 9.5a2.7 2.7 0 01.3-5.3 3.6 3.6 0 016.9.6 2.4 2.4 0 01-.2 4.7zM5.5 12l-.8 2M8.3 12l-.8 2M11.1 12l-.8 2',
  tour: 'M8 1.5v13M3 3h8l2.5 2L11 7H3z',
  pencil: 'M3 13l.8-3L11 2.8 13.2 5 6 12.2z',
  down: 'M4 6l4 4 4-4',
  up: 'M4 10l4-4 4 4',
  tick: 'M3 8.5l3.2 3.2L13 4.3',
  trash: 'M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 9h5.8l.6-9',
  dark: 'M13 9.8A5.6 5.6 0 016.2 3 5.6 5.6 0 1013 9.8z',
} as const;

export type IconName = keyof typeof PATHS;

/** The page's own signs: drawn, so that they need no font. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={`sign sign-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
