import type { PersonSession } from '../contract.ts';
import type { Events } from '../events.ts';
import { asJson } from '../json.ts';
import { viewJson } from '../slack-json.ts';
import type { World } from '../world.ts';
import type { Seat } from './guard.ts';

/** https://docs.slack.dev/reference/app-manifest: `home_tab_enabled` */
export const hasHomeTab = ({ manifest }: World): boolean =>
  asJson(asJson(manifest.features).app_home).home_tab_enabled === true;

/** https://docs.slack.dev/surfaces/app-home */
export function homeTab(seat: Seat, send: Events['send']): Pick<PersonSession, 'openHome' | 'home'> {
  const { world } = seat;
  const home = () => world.views.homeOf(seat.person().id);
  return {
    home,
    // https://docs.slack.dev/reference/events/app_home_opened: the view only on the Home tab, once one was published
    openHome: (tab) => {
      const { id: user } = seat.person();
      if (tab === 'home' && !hasHomeTab(world)) throw new Error('The app has no Home tab.');
      const wasOpen = world.conversations.dmOf(user) !== undefined;
      const { id: channel } = world.conversations.openDm(user);
      if (!wasOpen) world.changes.tell({ kind: 'message', channel, user });
      const published = tab === 'home' ? home() : undefined;
      return send({
        type: 'app_home_opened',
        user,
        channel,
        tab,
        ...(published && { view: viewJson(world, published) }),
      });
    },
  };
}
