import type { Frame } from './draw.ts';
import { draw } from './draw.ts';
import type { Theme } from './theme.ts';
import { coloursOf } from './theme.ts';

export interface Series {
  readonly name: string;
  /** One for each label; `undefined` where there is nothing to say. */
  readonly values: readonly (number | undefined)[];
}

export interface ChartData {
  /** Unique on its page. */
  readonly id: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** Said after each number: `h`, `%`. */
  readonly unit?: string;
  readonly width?: number;
  readonly height?: number;
  readonly theme?: Theme;
}

export interface BarData extends ChartData {
  /** Bars that lie, for names that are long. The first label is on top. */
  readonly lying?: boolean;
  readonly stacked?: boolean;
}

/** Bars as SVG text: one for each label, the series beside or upon each other. */
export function barChart({ lying = false, stacked = false, ...data }: BarData): string {
  const frame = frameOf(data, lying ? 60 + 30 * data.labels.length : 240);
  const names = { ...categories(data, frame.theme), inverse: lying };
  const numbers = values(data, frame.theme);
  return draw(frame, inWords(data), {
    ...common(data, frame.theme),
    xAxis: lying ? numbers : names,
    yAxis: lying ? names : numbers,
    series: data.series.map(({ name, values: given }) => ({
      type: 'bar',
      name,
      data: given.map((value) => value ?? null),
      barMaxWidth: lying ? 18 : 36,
      silent: true,
      ...(stacked ? { stack: 'all' } : {}),
      ...(stacked ? {} : { label: valueLabel(data, frame.theme, lying ? 'right' : 'top') }),
    })),
  });
}

/** Lines as SVG text. Each series has a stroke of its own, so that they can be told apart without colours. */
export function lineChart(data: ChartData): string {
  const frame = frameOf(data, 240);
  return draw(frame, inWords(data), {
    ...common(data, frame.theme),
    xAxis: { ...categories(data, frame.theme), boundaryGap: false },
    yAxis: values(data, frame.theme),
    series: data.series.map(({ name, values: given }, index) => ({
      type: 'line',
      name,
      data: given.map((value) => value ?? null),
      symbol: SYMBOLS[index % SYMBOLS.length],
      symbolSize: 7,
      lineStyle: { width: 2, type: STROKES[index % STROKES.length] },
      connectNulls: true,
      silent: true,
    })),
  });
}

const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'];
const STROKES = ['solid', 'dashed', 'dotted'];

/** For those who cannot see the chart, and for a test: each series, label by label. */
export function inWords({ labels, series, unit = '' }: Pick<ChartData, 'labels' | 'series' | 'unit'>): string {
  const said = series.map(({ name, values: given }) => {
    const parts = labels.map((label, index) => `${label} ${numberText(given[index], unit)}`);
    return `${name}: ${parts.join(', ') || 'nothing'}.`;
  });
  return said.join(' ');
}

const numberText = (value: number | undefined, unit: string): string =>
  value === undefined ? 'none' : `${rounded(value)}${unit === '' ? '' : ` ${unit}`}`;

const rounded = (value: number): number => Math.round(value * 10) / 10;

function frameOf({ id, title, width = 640, height, theme = 'page' }: ChartData, usual: number): Frame {
  return { id, title, width, height: height ?? usual, theme };
}

const FONT = 'DejaVu Sans, system-ui, sans-serif';

function common({ series }: ChartData, theme: Theme) {
  const colours = coloursOf(theme);
  const several = series.length > 1;
  return {
    color: [...colours.series],
    textStyle: { fontFamily: FONT, color: colours.ink },
    grid: {
      left: 20,
      right: 28,
      top: several ? 44 : 24,
      bottom: 12,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend: {
      show: several,
      top: 4,
      left: 12,
      itemGap: 24,
      selectedMode: false,
      textStyle: { color: colours.ink, fontFamily: FONT },
    },
  };
}

function categories({ labels }: ChartData, theme: Theme) {
  const { lines, ink } = coloursOf(theme);
  return {
    type: 'category',
    data: [...labels],
    axisTick: { show: false },
    axisLine: { lineStyle: { color: lines } },
    axisLabel: { color: ink, fontFamily: FONT, hideOverlap: true, width: 160, overflow: 'truncate' },
  };
}

function values({ unit = '' }: ChartData, theme: Theme) {
  const { lines, faint } = coloursOf(theme);
  return {
    type: 'value',
    min: 0,
    minInterval: 1,
    splitLine: { lineStyle: { color: lines } },
    axisLabel: { color: faint, fontFamily: FONT, formatter: (value: number) => numberText(value, unit) },
  };
}

function valueLabel({ unit = '' }: ChartData, theme: Theme, position: 'top' | 'right') {
  return {
    show: true,
    position,
    color: coloursOf(theme).ink,
    fontFamily: FONT,
    formatter: ({ value }: { value: number | null }) => (value ? numberText(value, unit) : ''),
  };
}
