import { emojiOf } from './emoji.ts';

/** Marks of state are drawn, not left to the machine's emoji font: they carry meaning and must look the same everywhere. */
const DRAWN: Readonly<Record<string, string>> = {
  '🔴': 'red',
  '🟠': 'orange',
  '🟡': 'yellow',
  '🟢': 'green',
  '🔵': 'blue',
  '🟣': 'purple',
  '⚪': 'white',
  '⚫': 'black',
};

const PIECES = new RegExp(`(${Object.keys(DRAWN).join('|')})\uFE0F?`, 'u');

export function Emoji({ name }: { name: string }) {
  return <Unicode text={emojiOf(name) ?? `:${name}:`} />;
}

/** Text with its coloured circles drawn. */
export function Unicode({ text }: { text: string }) {
  const pieces = text.split(PIECES);
  if (pieces.length === 1) return <>{text}</>;
  return (
    <>
      {pieces.map((piece, index) =>
        DRAWN[piece] ? (
          <span key={index} class={`dot ${DRAWN[piece]}`} role="img" aria-label={`${DRAWN[piece]} circle`}>
            {piece}
          </span>
        ) : (
          piece
        ),
      )}
    </>
  );
}
