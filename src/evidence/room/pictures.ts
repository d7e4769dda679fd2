import type { Html } from '../pages/html.ts';
import { raw } from '../pages/html.ts';

/**
 * Charts as pictures with their words as text beside them: drawn into the page they would bring styles of their own, which
 * the room's content security policy refuses, and a picture's styles stay within it.
 */
export const withPictures = (part: Html): Html =>
  raw(part.markup.replaceAll(/<svg [\s\S]*?<\/svg>/g, (svg) => picture(svg)));

function picture(svg: string): string {
  const [title, description] = ['title', 'desc'].map(
    (name) => new RegExp(`<${name}[^>]*>([^<]*)`).exec(svg)?.[1] ?? '',
  );
  const words = `${title}. ${description}`.replaceAll('"', '&quot;');
  const [, width = '', height = ''] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return `<img class="chart" alt="${words}" width="${width}" height="${height}" src="${source}">`;
}
