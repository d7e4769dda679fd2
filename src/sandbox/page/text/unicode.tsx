import { DRAWINGS } from './drawn.ts';
import { emojiOf } from './emoji.ts';

const PIECES = new RegExp(`(${Object.keys(DRAWINGS).join('|')})\uFE0F?`, 'u');

export function Emoji({ name }: { name: string }) {
  return <Unicode text={emojiOf(name) ?? `:${name}:`} />;
}

/** Text with the marks of state among its emoji drawn. */
export function Unicode({ text }: { text: string }) {
  const pieces = text.split(PIECES);
  if (pieces.length === 1) return text;
  return pieces.map((piece, index) => {
    const drawing = DRAWINGS[piece];
    if (!drawing) return piece;
    return (
      <svg key={index} class="drawn" viewBox="0 0 16 16" role="img" aria-label={drawing.name}>
        {drawing.strokes.map(({ path, color, width }) => (
          <path
            key={path}
            d={path}
            fill={width ? 'none' : color}
            stroke={width ? color : undefined}
            strokeWidth={width}
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        ))}
      </svg>
    );
  });
}
