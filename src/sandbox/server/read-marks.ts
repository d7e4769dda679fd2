/** How far each person has read each conversation, as message timestamps. */
export interface ReadMarks {
  readonly get: (user: string, channel: string) => string;
  /** Only ever moves forward. */
  readonly set: (user: string, channel: string, ts: string) => void;
}

export function createReadMarks(): ReadMarks {
  const marks = new Map<string, string>();
  const get = (user: string, channel: string) => marks.get(`${user}/${channel}`) ?? '0';
  return {
    get,
    set: (user, channel, ts) => {
      if (Number(ts) > Number(get(user, channel))) marks.set(`${user}/${channel}`, ts);
    },
  };
}
