import type { WebClient } from '@slack/web-api';
import type { Home } from '../app/home.ts';
import type { UserId } from '../domain/change/types.ts';
import { calling } from './client.ts';
import { homeView } from './views/home.ts';

/** Puts somebody's Home in place of the one before. @throws PermanentFailure or TransientFailure */
export const homePublisher =
  (client: WebClient) =>
  async (user: UserId, home: Home): Promise<void> => {
    await calling(() => client.views.publish({ user_id: user, view: homeView(home) }));
  };
