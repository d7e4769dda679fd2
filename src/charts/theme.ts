/** What a chart is drawn with. Series take their colours in turn. */
interface Colours {
  readonly ink: string;
  readonly faint: string;
  readonly lines: string;
  readonly series: readonly string[];
}

const LIGHT: Colours = {
  ink: '#24292f',
  faint: '#57606a',
  lines: '#d0d7de',
  series: ['#2563a8', '#b3541e', '#2f7d4f', '#7a4fb0', '#8a6d00', '#a3365f'],
};
const DARK: Colours = {
  ink: '#e6edf3',
  faint: '#9da7b1',
  lines: '#3d444d',
  series: ['#6cb0ff', '#f0975a', '#6cc58f', '#c3a2f2', '#d9b93b', '#f08bb0'],
};

/** `page` follows the reader's light or dark, and prints light; the others are for pictures. */
export type Theme = 'page' | 'light' | 'dark';

const names = ['ink', 'faint', 'lines', ...LIGHT.series.map((_, index) => `series-${index + 1}`)];
const flat = ({ ink, faint, lines, series }: Colours): string[] => [ink, faint, lines, ...series];
const declarations = (colours: Colours): string =>
  flat(colours)
    .map((colour, index) => `--chart-${names[index]}:${colour}`)
    .join(';');

/** The charts of a page carry their colours with them, so that they stand in any page. */
const PAGE_STYLE = `<style>.chart{max-width:100%;height:auto;${declarations(LIGHT)}}@media screen and (prefers-color-scheme:dark){.chart{${declarations(DARK)}}}</style>`;

export const coloursOf = (theme: Theme): Colours => (theme === 'dark' ? DARK : LIGHT);

/** Names the colours instead of fixing them, where the reader's choice decides. */
export function themed(svg: string, theme: Theme): string {
  if (theme !== 'page') return svg;
  const named = new Map(flat(LIGHT).map((colour, index) => [colour, `var(--chart-${names[index]},${colour})`]));
  return svg
    .replace(/#[0-9a-f]{6}\b/gi, (colour) => named.get(colour.toLowerCase()) ?? colour)
    .replace(/(<svg[^>]*>)/, `$1${PAGE_STYLE}`);
}
