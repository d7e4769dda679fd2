/** What the room has beyond the pages of evidence: fields and buttons. */
export const ROOM_STYLES = `
.filters { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr)); gap: .5rem 1rem; align-items: end; margin: 1rem 0; padding: .75rem 1rem; background: var(--raised); border-radius: .5rem; }
.filters p { margin: 0; min-width: 0; }
.filters label { display: block; color: var(--quiet); font-size: .875rem; }
.filters input, .filters select { width: 100%; font: inherit; padding: .4rem .5rem; color: inherit; background: var(--ground); border: 1px solid var(--quiet); border-radius: .35rem; }
button { font: inherit; font-weight: 600; padding: .45rem 1rem; color: var(--ground); background: var(--link); border: 0; border-radius: .35rem; cursor: pointer; }
button:focus-visible, select:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.tiles { grid-template-columns: repeat(auto-fit, minmax(min(14rem, 45%), 1fr)); }
.tiles a { text-decoration-thickness: 1px; }
.chart { max-width: 100%; height: auto; }
.narrow { width: auto; min-width: min(24rem, 100%); }
.beside:empty { display: none; }
details { margin: 1.5rem 0; }
summary { cursor: pointer; color: var(--link); }
@media print { form, details, .beside { display: none; } }
`;
