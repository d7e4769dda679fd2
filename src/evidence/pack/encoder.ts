/**
 * Texts as UTF-8, always in the same place: what came out is good until the next one, and leaves nothing behind. A buffer for
 * each of a hundred thousand pages would be most of the memory.
 */
export function encoder(): (text: string) => Buffer {
  let place = Buffer.alloc(1 << 18);
  return (text) => {
    const most = 3 * text.length;
    if (most > place.length) place = Buffer.allocUnsafe(most);
    return place.subarray(0, place.write(text));
  };
}
