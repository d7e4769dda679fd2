import type { Names } from '../../domain/telling.ts';
import type { Case } from '../case.ts';
import { dossier, dossierTitle } from '../pages/dossier.ts';
import { html } from '../pages/html.ts';
import { page } from '../pages/layout.ts';
import { populationRow, populationTable, SEARCH } from '../pages/population.ts';
import { STYLES } from '../pages/styles.ts';
import { drawSample } from '../sample.ts';
import type { Table } from './csv.ts';
import { headerOf, rowOf } from './csv.ts';
import { FOOT, indexPage } from './index-page.ts';
import type { noting } from './names.ts';
import { calledText } from './names.ts';
import { readmeText } from './readme.ts';
import type { Statement } from './statement.ts';
import { statementText } from './statement.ts';
import { summing } from './summary.ts';
import {
  approvalsCsv,
  DECIDED,
  deploymentsCsv,
  findingsCsv,
  populationCsv,
  REVIEWED,
  reviewsCsv,
  rowsOfType,
} from './tables.ts';

/** Where the files of a pack go: to a new archive, or beside one that is being checked. */
export interface Sink {
  /** A whole file. */
  readonly add: (name: string, content: string) => void;
  /** A piece of a file that grows while others are written. */
  readonly grow: (name: string, piece: string) => void;
  /** A file that grew is whole. */
  readonly close: (name: string) => void;
}

/** What all files but `events.jsonl` are written from. */
export interface Material {
  readonly statement: Statement;
  readonly names: Names & Pick<ReturnType<typeof noting>, 'used'>;
  /** Every change of the population, by number, one at a time. */
  readonly cases: () => Iterable<Case>;
  readonly policies: () => Iterable<{ readonly hash: string; readonly text: string }>;
  readonly signerKey: string | undefined;
}

export const EVENTS = 'events.jsonl';
export const dossierFile = (number: number): string => `changes/EC-${number}.html`;
export const policyFile = (hash: string): string => `policies/${hash}.yaml`;

/** So many changes stand on one page of the list. */
const ROWS_A_PAGE = 1000;
/** Rows are handed on in pieces of this many letters. */
const PIECE = 1 << 16;

/**
 * Writes every file of the pack but the events and the sums, always the same from the same material. Yields after each
 * change, so that whoever has other work can do it in between.
 */
export function* writeContents(material: Material, sink: Sink): Generator<number> {
  const { statement, names } = material;
  const { asOf } = statement.query;
  const tables = csvTables(statement, names, sink);
  const list = listPages(material, sink);
  const sum = summing(asOf);
  const drawable: { id: string; stratum?: string }[] = [];
  const { sample } = statement.query;
  const kept = new Set(statement.policies.flatMap((policy) => (policy.kept ? policy.hash : [])));
  const policyHref = (hash: string) => (kept.has(hash) ? `../${policyFile(hash)}` : '../completeness.json');

  sink.add('style.css', STYLES);
  let done = 0;
  for (const one of material.cases()) {
    const { number } = one.change.id;
    sink.add(dossierFile(number), dossierPage(one, { names, asOf, policyHref }));
    tables.add(one);
    list.add(one);
    sum.add(one);
    if (sample)
      drawable.push({
        id: `EC-${number}`,
        ...(sample.stratify ? { stratum: one.change.details.systems[0] ?? '' } : {}),
      });
    done += 1;
    yield done;
  }
  tables.close();
  for (const { hash, text } of material.policies()) sink.add(policyFile(hash), text);
  const drawn = sample && drawSample(drawable, sample);
  sink.add('index.html', indexPage({ statement, summary: sum.result(), population: list.close(), sample: drawn }));
  sink.add('names.json', calledText(names.used()));
  sink.add('completeness.json', statementText(statement));
  sink.add('README.txt', readmeText(statement, material.signerKey !== undefined));
  if (material.signerKey !== undefined) sink.add('SIGNER.pem', material.signerKey);
}

const dossierPage = (one: Case, deps: Parameters<typeof dossier>[1]): string =>
  page({
    title: dossierTitle(one),
    styles: '../style.css',
    nav: [{ href: '../index.html', words: 'All changes' }],
    body: dossier(one, deps),
    foot: FOOT,
  });

function csvTables({ query }: Statement, names: Names, sink: Sink) {
  const growing = [
    growingTable(populationCsv(names, query.asOf), (one) => [one], sink),
    growingTable(approvalsCsv(names), (one) => rowsOfType(one, ...DECIDED), sink),
    growingTable(deploymentsCsv(names), (one) => rowsOfType(one, 'DeploymentRecorded'), sink),
    growingTable(reviewsCsv(names), (one) => rowsOfType(one, ...REVIEWED), sink),
    growingTable(findingsCsv(names), ({ change, findings }) => findings.map((finding) => ({ change, finding })), sink),
  ];
  return {
    add: (one: Case) => {
      for (const table of growing) table.add(one);
    },
    close: () => {
      for (const table of growing) table.close();
    },
  };
}

function growingTable<Row>(table: Table<Row>, rowsIn: (one: Case) => readonly Row[], sink: Sink) {
  let waiting = headerOf(table);
  return {
    add: (one: Case) => {
      for (const row of rowsIn(one)) waiting += rowOf(table, row);
      if (waiting.length < PIECE) return;
      sink.grow(table.file, waiting);
      waiting = '';
    },
    close: () => {
      if (waiting !== '') sink.grow(table.file, waiting);
      sink.close(table.file);
    },
  };
}

/** The list of changes: on the first page where it fits, otherwise on pages of its own, which the first one names. */
function listPages({ statement, names }: Material, sink: Sink) {
  const { members, query } = statement;
  const isOne = members.length <= ROWS_A_PAGE;
  const href = (id: string) => `${isOne ? '' : '../'}changes/${id}.html`;
  const deps = { names, asOf: query.asOf, href };
  const row = populationRow(deps);
  const parts: { readonly file: string; readonly words: string }[] = [];
  let [rows, first]: [string[], string] = [[], ''];

  function endPage(last: string): void {
    const file = `population/${parts.length + 1}.html`;
    const words = `${first} to ${last}`;
    parts.push({ file, words });
    const nav = [{ href: '../index.html', words: 'Summary' }];
    const body = populationTable(`${rows.length} changes`, rows, deps);
    sink.add(file, page({ title: words, styles: '../style.css', nav, body, foot: FOOT, script: SEARCH }));
    rows = [];
  }

  let last = '';
  return {
    add: (one: Case) => {
      last = `EC-${one.change.id.number}`;
      if (rows.length === 0) first = last;
      rows.push(row(one));
      if (!isOne && rows.length === ROWS_A_PAGE) endPage(last);
    },
    close: () => {
      if (isOne) return populationTable(`${rows.length} changes, by number`, rows, deps);
      if (rows.length > 0) endPage(last);
      return html`<ul>${parts.map(({ file, words }) => html`<li><a href="${file}">${words}</a></li>`)}</ul>`;
    },
  };
}
