import type { Room, Shown, Visit } from '../../app/room/ports.ts';
import { STYLES } from '../pages/styles.ts';
import { REPORT_STYLES, reportBody } from '../report/page.ts';
import type { RoomDeps } from './cases.ts';
import { changePage, changesPage } from './changes.ts';
import { findingsPage } from './findings.ts';
import { overviewPage } from './overview.ts';
import { withPictures } from './pictures.ts';
import { samplePage } from './sample.ts';
import { notice, roomPage } from './shell.ts';
import { ROOM_STYLES } from './styles.ts';

export interface RoomOptions extends RoomDeps {
  /** Makes the evidence pack; without it the room has none to offer. */
  readonly pack?: Room['pack'];
}

/** The auditor's room: pages over the record, made anew for each visit. */
export function auditorRoom(options: RoomOptions): Room {
  return {
    show: (visit) => show(visit, options),
    pack: options.pack,
    notice,
    styles: STYLES + REPORT_STYLES + ROOM_STYLES,
  };
}

async function show(visit: Visit, options: RoomOptions): Promise<Shown | undefined> {
  const { path } = visit;
  const [, number] = /^changes\/EC-([1-9]\d{0,8})$/.exec(path) ?? [];
  if (number) return asPage(await changePage(visit, Number(number), options));
  const [, hash] = /^policies\/([0-9a-f]{64})$/.exec(path) ?? [];
  if (hash) return asText(await options.record.policyText(hash));
  switch (path) {
    case '':
      return asPage(await overviewPage(visit, options, options.pack !== undefined));
    case 'population':
      return asPage(await changesPage(visit, options));
    case 'findings':
      return asPage(await findingsPage(visit, options));
    case 'report':
      return asPage(await reportOf(visit, options));
    case 'sample':
      return asPage(await samplePage(visit, options));
    default:
      return undefined;
  }
}

/** How often, why, how fast: the same as `breakglass report`. */
async function reportOf(visit: Visit, { report, names }: RoomDeps): Promise<string> {
  const [made, called] = await Promise.all([report(visit.period, visit.now), names()]);
  return roomPage(visit, 'Report', ...reportBody(made, called).map(withPictures));
}

const asPage = (markup: string | undefined): Shown | undefined =>
  markup === undefined ? undefined : { kind: 'page', html: markup };
const asText = (text: string | undefined): Shown | undefined =>
  text === undefined ? undefined : { kind: 'text', text };
