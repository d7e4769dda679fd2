import type { Finding } from '../../domain/findings/types.ts';
import type { Names } from '../../domain/telling.ts';
import { mark } from './case-words.ts';
import type { Html } from './html.ts';
import { html, quote, time } from './html.ts';

const TONES = { open: 'bad', cleared: 'good', explained: 'warn' } as const;

/** One deviation: the rule, what the record says, what clears it, and what named people said about it. */
export const findingBlock = (finding: Finding, names: Names): Html => html`<article class="finding ${finding.state}">
<h3>${finding.title} ${mark(finding.state, TONES[finding.state])}</h3>
<p>${finding.evidence}</p>
<p class="quiet">${finding.rule} (${finding.source}). Since ${time(finding.since)}.</p>
<p class="quiet">What clears or explains it: ${finding.clears}</p>
${finding.explanations.map(
  ({ by, at, text }) => html`<p>Explained by ${names.person(by)} at ${time(at)}:</p>${quote(text)}`,
)}
</article>
`;
