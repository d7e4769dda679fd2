/** The one style sheet of all pages of evidence: screen and paper, light and dark, wide and narrow. */
export const STYLES = `:root {
  color-scheme: light dark;
  --ground: #fff; --raised: #f6f7f9; --ink: #1b1f24; --quiet: #57606a; --line: #d5dae0; --link: #0a58b5;
  --good: #0f6b36; --good-ground: #e3f4ea; --bad: #a4161a; --bad-ground: #fce8e8; --warn: #7a4b00; --warn-ground: #fdf1d8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --raised: #1d2126; --ink: #e6e9ed; --quiet: #a3acb6; --line: #363d45; --link: #7db6ff;
    --good: #7fd8a2; --good-ground: #12331f; --bad: #ff9d9d; --bad-ground: #431a1c; --warn: #f3c56b; --warn-ground: #3a2a08;
  }
}
* { box-sizing: border-box; }
dd, td, p, li, h1, blockquote { unicode-bidi: isolate; }
body {
  margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 72rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
a { color: var(--link); overflow-wrap: anywhere; }
a:focus-visible, input:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .5rem 1rem; background: var(--ground); }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-bottom: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
p { margin: .5rem 0; max-width: 46rem; }
footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .875rem; }
code, .hash { font: .8125rem/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.lead { color: var(--quiet); margin-top: 0; }
dl { margin: 0; display: grid; gap: .35rem; }
dl > div { display: grid; grid-template-columns: 11rem 1fr; gap: 1rem; }
dt { color: var(--quiet); font-size: .9375rem; }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
blockquote { margin: .25rem 0; padding-left: .75rem; border-left: 3px solid var(--line); white-space: pre-line; overflow-wrap: anywhere; }
.mark {
  display: inline-block; padding: .05rem .5rem; border-radius: .75rem; font-size: .8125rem; font-weight: 600;
  background: var(--raised); color: var(--quiet);
}
.mark.good { background: var(--good-ground); color: var(--good); }
.mark.bad { background: var(--bad-ground); color: var(--bad); }
.mark.warn { background: var(--warn-ground); color: var(--warn); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 1rem 0; padding: 0; list-style: none; }
.tiles li { padding: .75rem 1rem; background: var(--raised); border-radius: .5rem; }
.tiles strong { display: block; font-size: 1.6rem; line-height: 1.2; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); gap: 1rem; }
figure { margin: 0; padding: .75rem; background: var(--ground); border: 1px solid var(--line); border-radius: .5rem; break-inside: avoid; }
figure svg { width: 100%; height: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
td:first-child { white-space: nowrap; }
th { color: var(--quiet); font-weight: 600; white-space: nowrap; }
time { white-space: nowrap; }
td time { white-space: normal; }
.story { list-style: none; margin: 0; padding: 0 0 0 1rem; border-left: 2px solid var(--line); }
.story > li { position: relative; margin: 0 0 .9rem; break-inside: avoid; }
.story > li::before { content: ""; position: absolute; left: -1.4rem; top: .5rem; width: .7rem; height: .7rem; border-radius: 50%; background: var(--quiet); }
.story > li.good::before { background: var(--good); }
.story > li.bad::before { background: var(--bad); }
.story p { margin: 0; }
.finding { padding: .75rem 1rem; margin: .75rem 0; background: var(--raised); border-left: 4px solid var(--quiet); border-radius: .25rem; break-inside: avoid; }
.finding.open { border-left-color: var(--bad); }
.finding h3 { margin: 0 0 .35rem; }
.search { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin: .75rem 0; }
.search[hidden] { display: none; }
.search input { font: inherit; padding: .4rem .6rem; min-width: min(24rem, 100%); color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: .35rem; }
@media screen and (max-width: 46rem) {
  body { padding: 1rem .9rem 2rem; }
  dl > div { grid-template-columns: 1fr; gap: 0; }
  thead { position: absolute; left: -999rem; }
  table, caption, tbody, tr, td { display: block; }
  tr { padding: .6rem 0; border-bottom: 1px solid var(--line); }
  tr[hidden] { display: none; }
  td { position: relative; padding: .1rem 0 .1rem 8rem; border: 0; min-height: 1.7rem; overflow-wrap: anywhere; }
  td::before { content: attr(data-label); position: absolute; left: 0; color: var(--quiet); }
  td:empty { display: none; }
}
@media print {
  :root {
    --ground: #fff; --raised: #f3f3f3; --ink: #000; --quiet: #444; --line: #bbb; --link: #000;
    --good: #0f6b36; --good-ground: #fff; --bad: #a4161a; --bad-ground: #fff; --warn: #7a4b00; --warn-ground: #fff;
  }
  @page { size: A4; margin: 16mm 14mm; }
  html { font-size: 9.5pt; }
  body { max-width: none; padding: 0; font-size: 1rem; }
  table { font-size: .85rem; }
  .charts { grid-template-columns: 1fr 1fr; }
  .mark { font-size: .75rem; padding: 0 .35rem; }
  td time { white-space: normal; }
  nav, .skip, .search { display: none; }
  h2, h3 { break-after: avoid; }
  tr, .tiles li { break-inside: avoid; }
  thead { display: table-header-group; }
  .mark { border: 1px solid currentColor; }
  .tiles li, .finding { border: 1px solid var(--line); }
}
`;
