import { createRequire } from 'node:module';
import type { EChartsCoreOption } from 'echarts/core';
import type { Theme } from './theme.ts';
import { themed } from './theme.ts';

type Charting = Pick<typeof import('echarts/core'), 'init'>;

const load = createRequire(import.meta.url);
/** In one file, at the first chart: its hundreds of modules would take longer than everything else at start. */
const charting = (): Charting => load('echarts/dist/echarts.common.js');

export interface Frame {
  /** Unique on its page: what the chart names inside itself begins with it. Letters, digits, dashes. */
  readonly id: string;
  readonly title: string;
  /** Pixels; on a page the chart shrinks with the room it has. */
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
}

/** Draws without a browser. The same data give the same bytes. */
export function draw({ id, title, width, height, theme }: Frame, said: string, option: EChartsCoreOption): string {
  const chart = charting().init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, ...option });
    return accessible(themed(stable(chart.renderToSVGString({ useViewBox: true }), id), theme));
  } finally {
    chart.dispose();
  }

  function accessible(svg: string): string {
    const words = `<title id="${id}-title">${escaped(title)}</title><desc id="${id}-desc">${escaped(said)}</desc>`;
    return svg.replace(
      /<svg([^>]*)>/,
      `<svg class="chart" role="img" aria-labelledby="${id}-title ${id}-desc"$1>${words}`,
    );
  }
}

/** The library numbers what it names by a counter of the whole process, and adds what only a pointer would need. */
function stable(svg: string, id: string): string {
  const known = new Map<string, string>();
  return svg
    .replace(/<style >[\s\S]*?<\/style>\s*/g, '')
    .replace(/ (?:class|ecmeta_[\w-]+|pointer-events)="[^"]*"/g, '')
    .replace(/\bzr\d+-\w+/g, (name) => {
      const again = known.get(name) ?? `${id}-${known.size + 1}`;
      known.set(name, again);
      return again;
    });
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
