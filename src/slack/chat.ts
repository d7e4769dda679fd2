import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { CardGone, PermanentFailure } from '../app/errors.ts';
import type { Log } from '../app/log.ts';
import type { Chat, Pictures } from '../app/outside-ports.ts';
import { debtors } from '../domain/change/react-duty.ts';
import type { Change } from '../domain/change/state.ts';
import { idText } from '../domain/change/types.ts';
import type { Message } from './blocks.ts';
import { context, section } from './blocks.ts';
import { calling } from './client.ts';
import { momentWords } from './copy/moments.ts';
import type { PictureBlock } from './illustrated.ts';
import { illustratedPosts, pictureBlock } from './illustrated.ts';
import { sendPack } from './packs.ts';
import type { Place } from './post.ts';
import { directMessages, findPosted, postBelow, postOnce, redraw } from './post.ts';
import type { Scene } from './scene.ts';
import { shelter } from './shelter.ts';
import { shownMessages } from './shown.ts';
import { isInSlack } from './text.ts';
import { askMessage } from './views/ask.ts';
import { changeCard } from './views/card.ts';
import { digestMessage } from './views/digest.ts';
import { drillReportMessage } from './views/drill-report.ts';
import { monthlyMessage } from './views/monthly.ts';
import { letterMessage, nagMessage } from './views/nag.ts';
import { nudgeMessage } from './views/nudge.ts';
import { readinessMessage } from './views/readiness.ts';
import { undeclaredMessage } from './views/undeclared.ts';

/** What Breakglass says in Slack. */
export function slackChat(client: WebClient, scene: () => Scene, pictures: Pictures, log: Log): Chat {
  const directMessage = directMessages(client);
  const postIllustrated = illustratedPosts(client, log);
  const monthlyChannel = () => scene().policy.monthly?.channel ?? digestChannel();
  const inChannel = shelter(() => scene().policy.channels.fallback, log);
  const shown = shownMessages();
  const changesChannel = () => scene().policy.channels.changes;
  const digestChannel = () => scene().policy.channels.digest ?? changesChannel();

  return {
    ensureCard: async (change, findings, delivery) => {
      const message = changeCard(change, findings, scene());
      const { card } = change;
      if (card && (await redraw(client, card.channel, card.ts, withNote(message, displaced(card.channel)))))
        return card;
      const posted = await inChannel(
        changesChannel(),
        (channel, note) => postOnce(client, { channel }, withNote(message, note), delivery),
        () => directMessage(change.requester),
      );
      return { ...posted, permalink: await permalink(posted) };
    },
    ask: async (change, purpose, user, delivery) => {
      const channel = await directMessage(user);
      return postOnce(client, { channel }, askMessage(change, purpose, user, scene()), delivery);
    },
    findAsk: async (user, delivery) => {
      const channel = await directMessage(user);
      const found = await findPosted(client, { channel }, delivery);
      return found && { channel, ts: found.ts };
    },
    refreshAsk: async (change, { purpose, user, channel, ts }) => {
      await redrawn({ channel, ts }, askMessage(change, purpose, user, scene()));
    },
    tellThread: async (change, { first, event }, delivery) => {
      const told = [first, event].map((one) => one && momentWords(change, one, scene()));
      const text = told.filter(Boolean).join('\n');
      if (text) await postBelow(client, threadOf(change), { text, blocks: [section(text)] }, delivery);
    },
    nag: async (change, audience, to, delivery) => {
      const message = nagMessage(change, to, delivery.now);
      const post = (channel: string, note: readonly KnownBlock[]) =>
        postOnce(client, { channel }, withNote(message, note), delivery);
      if (audience !== 'thread') return inChannel(changesChannel(), post);
      try {
        return await postBelow(client, threadOf(change), message, delivery);
      } catch (cause) {
        // What is said below the card next posts it anew; a reminder does not wait for that.
        if (!(cause instanceof CardGone)) throw cause;
        return inChannel(changesChannel(), post);
      }
    },
    post: async (letter, { upTo, changes }, delivery) => {
      const channel = await directMessage(letter.user);
      // Whoever looked for it before found nothing: `findLetter`.
      const fresh = { ...delivery, inDoubt: false };
      const seal = { up_to: String(upTo), changes: changes.join(' ') };
      return postOnce(client, { channel }, letterMessage(letter), fresh, seal);
    },
    findLetter: async (user, delivery) => {
      const channel = await directMessage(user);
      const found = await findPosted(client, { channel }, delivery);
      const seal = found && sealed.parse(found.payload);
      return seal && { channel, ts: found.ts, upTo: seal.up_to, changes: seal.changes.split(' ') };
    },
    refreshLetter: (letter, place) => redrawn(place, letterMessage(letter)),
    refreshNag: (change, nag) => redrawn(nag, nagMessage(change, debtors(change), nag.at)),
    tellDrill: async (change, report, delivery) => {
      await postBelow(client, threadOf(change), drillReportMessage(report), delivery);
    },
    nudge: async (change, to, delivery) => {
      await postOnce(client, { channel: await directMessage(to) }, nudgeMessage(change), delivery);
    },
    postDigest: async (digest, delivery) => {
      const message = (picture: PictureBlock) => digestMessage(digest, scene(), picture);
      const draw = () => pictures.trend(digest.weeks);
      return inChannel(digestChannel(), (channel, note) => {
        const noted = (picture: PictureBlock) => withNote(message(picture), note);
        return postIllustrated({ channel }, { draw, message: noted }, delivery);
      });
    },
    postMonthly: async (month, facts, delivery) => {
      const message = (picture: PictureBlock) => monthlyMessage(month, facts, scene(), { picture });
      return inChannel(monthlyChannel(), (channel, note) => {
        const noted = (picture: PictureBlock) => withNote(message(picture), note);
        return postIllustrated({ channel }, { draw: () => pictures.months(facts), message: noted }, delivery);
      });
    },
    refreshMonthly: async (review) => {
      const { month, facts, place } = review;
      const alt = `Emergency changes by month: ${facts.months.map((each) => `${each.month} ${each.declared}`).join(', ')}`;
      const picture = place.picture === undefined ? [] : pictureBlock(place.picture, alt);
      await redraw(client, place.channel, place.ts, monthlyMessage(month, facts, scene(), { picture, review }));
    },
    askUndeclared: async (who, batch, delivery) => {
      // Whoever is not in Slack is asked where everybody looks.
      const channel = isInSlack(who) ? await directMessage(who) : changesChannel();
      return postOnce(client, { channel }, undeclaredMessage(who, batch), delivery);
    },
    refreshUndeclared: async ({ channel, ts }, who, batch) => {
      await redraw(client, channel, ts, undeclaredMessage(who, batch));
    },
    sendPack: async (user, pack, delivery) => sendPack(client, await directMessage(user), pack, delivery),
    postReadiness: async (date, faults, delivery) => {
      await inChannel(digestChannel(), (channel, note) =>
        postOnce(client, { channel }, withNote(readinessMessage(date, faults), note), delivery),
      );
    },
  };

  /** A card that had to be posted elsewhere says so as long as it is there. */
  function displaced(channel: string): readonly KnownBlock[] {
    const { changes, fallback } = scene().policy.channels;
    const isElsewhere = channel !== changes && (channel === fallback || channel.startsWith('D'));
    return isElsewhere ? [context(`This card is here because <#${changes}> could not be written to.`)] : [];
  }

  /** What surely shows it already is left alone. */
  async function redrawn({ channel, ts }: { channel: string; ts: string }, message: Message): Promise<void> {
    if (shown.isShown(channel, ts, message)) return;
    shown.forget(channel, ts);
    await redraw(client, channel, ts, message);
    shown.keep(channel, ts, message);
  }

  async function permalink({ channel, ts }: { channel: string; ts: string }): Promise<string | undefined> {
    return (await calling(() => client.chat.getPermalink({ channel, message_ts: ts }))).permalink;
  }
}

/** What a letter carries besides its key. */
const sealed = z.object({ up_to: z.coerce.number(), changes: z.string() });

const withNote = ({ text, blocks }: Message, note: readonly KnownBlock[]): Message => ({
  text,
  blocks: [...note, ...blocks],
});

function threadOf(change: Change): Place {
  if (!change.card)
    throw new PermanentFailure(`${idText(change.id)} has no card in Slack yet, so its thread cannot be told`);
  return { channel: change.card.channel, threadTs: change.card.ts };
}
