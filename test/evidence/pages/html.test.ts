import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, raw } from '../../../src/evidence/pages/html.ts';

describe('markup', () => {
  it('escapes whatever is put into it, however deep in lists', () => {
    const words = `<b>"5" & '6'</b>`;
    expect(html`<p title="${words}">${[words, [[words]]]}</p>`.markup).toBe(
      `<p title="${ESCAPED}">${ESCAPED}${ESCAPED}</p>`,
    );
  });

  it('keeps no letter that could end a text or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', ';') }), (words) => {
        const { markup } = html`${words}`;
        expect(markup).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
        expect(unescaped(markup)).toBe(words);
      }),
    );
  });

  it('takes markup as it is, numbers as they are written, and nothing for what is not there', () => {
    expect(html`${html`<i>${1}</i>`}${raw('<hr>')}${undefined}${null}${false}${0}`.markup).toBe('<i>1</i><hr>0');
  });
});

const ESCAPED = '&lt;b&gt;&quot;5&quot; &amp; &#39;6&#39;&lt;/b&gt;';

const unescaped = (markup: string): string =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
