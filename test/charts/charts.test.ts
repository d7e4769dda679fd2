import { describe, expect, it } from 'vitest';
import { barChart, inWords, lineChart } from '../../src/charts/charts.ts';

const data = {
  id: 'by-month',
  title: 'Emergency changes a month',
  labels: ['Jan', 'Feb', 'Mar'],
  series: [
    { name: 'declared', values: [3, 5, undefined] },
    { name: 'late', values: [1, 0, 4.25] },
  ],
  unit: 'h',
};

describe.each([
  { kind: 'a bar chart', draw: barChart },
  { kind: 'a line chart', draw: lineChart },
])('$kind', ({ draw }) => {
  it('is the same bytes whatever was drawn before', () => {
    const first = draw(data);
    draw({ ...data, id: 'another' });
    lineChart({ ...data, labels: ['x'] });
    expect(draw(data)).toBe(first);
  });

  it('names what is inside it by its own id, so that two stand on one page', () => {
    const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? '');
    const [one, other] = [ids(draw(data)), ids(draw({ ...data, id: 'another' }))];
    expect(one.every((id) => id.startsWith('by-month-'))).toBe(true);
    expect(one.filter((id) => other.includes(id))).toEqual([]);
  });

  it('refers to nothing that is not in it', () => {
    const svg = draw(data);
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    for (const [, used] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(used);
  });

  it('says in words what it shows', () => {
    const svg = draw(data);
    expect(svg).toContain('role="img" aria-labelledby="by-month-title by-month-desc"');
    expect(svg).toContain('<title id="by-month-title">Emergency changes a month</title>');
    expect(svg).toContain('declared: Jan 3 h, Feb 5 h, Mar none. late: Jan 1 h, Feb 0 h, Mar 4.3 h.');
  });

  it('follows the reader on a page, and is fixed in a picture', () => {
    expect(draw(data)).toContain('@media screen and (prefers-color-scheme:dark)');
    expect(draw(data).match(/fill="#(?!000)/g)).toBeNull();
    for (const theme of ['light', 'dark'] as const) expect(draw({ ...data, theme })).not.toMatch(/var\(|<style/);
    expect(draw({ ...data, theme: 'dark' })).not.toBe(draw({ ...data, theme: 'light' }));
  });

  it('holds what people write as text', () => {
    const label = '<script>alert("1")</script>';
    expect(draw({ ...data, title: label, labels: [label, '', ''] })).not.toContain('<script');
  });

  it('is there when there is nothing to show', () => {
    expect(draw({ ...data, labels: [], series: [] })).toContain('<svg');
    expect(inWords({ labels: [], series: [{ name: 'declared', values: [] }] })).toBe('declared: nothing.');
  });
});

describe('bars that lie', () => {
  it('grow with their number', () => {
    const svg = barChart({ ...data, lying: true, series: data.series.slice(0, 1) });
    expect(svg).toContain('height="150"');
  });
});
