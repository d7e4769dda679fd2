/**
 * At most `length` UTF-16 units, which is what the vendors count, with an ellipsis where something is left out. No
 * character is cut in two.
 */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut.trimEnd()}…`;
}

/** People's words as every vendor takes them: no control characters but line ends, no half characters. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD');
}

/** On one line: for titles. */
export const oneLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();
