/** One coloured piece of a drawing in a field of 16 by 16: filled, or a stroke of this width. */
interface Stroke {
  readonly path: string;
  readonly color: string;
  readonly width?: number;
}

export interface Drawing {
  readonly name: string;
  readonly strokes: readonly Stroke[];
}

const RED = '#d8303f';
const GREEN = '#2f9e58';
const BLUE = '#3b7fc4';
const GREY = '#8493a3';
const AMBER = '#e9a92b';

/**
 * The marks of state that bots use most. Drawn here and not left to the machine's emoji font: they carry meaning, and
 * a machine without that font shows empty boxes.
 */
export const DRAWINGS: Readonly<Record<string, Drawing>> = {
  '🔴': circle('red', '#dc2f3e'),
  '🟠': circle('orange', '#f0872b'),
  '🟡': circle('yellow', '#f2c230'),
  '🟢': circle('green', '#34a853'),
  '🔵': circle('blue', '#2f7fd6'),
  '🟣': circle('purple', '#9257c7'),
  '⚪': { name: 'white circle', strokes: [disc('#a9a4a5', 6.6), disc('#f4f2f2', 5.4)] },
  '⚫': circle('black', '#33302f'),
  '✅': { name: 'done', strokes: [tile(GREEN), line('M4.5 8.3l2.4 2.4 4.6-5', '#fff')] },
  '✔': { name: 'check mark', strokes: [line('M3 8.5l3.2 3.2L13 4.3', GREEN, 2.4)] },
  '❌': { name: 'cross', strokes: [line('M3.5 3.5l9 9M12.5 3.5l-9 9', RED, 2.4)] },
  ℹ: { name: 'information', strokes: [tile(BLUE), line('M8 7.5v4M8 4.5v.01', '#fff')] },
  '↩': { name: 'back', strokes: [tile(BLUE), line('M6.5 4L4 6.5 6.5 9M4 6.5h5a2.5 2.5 0 010 5H7', '#fff', 1.5)] },
  '🔁': { name: 'repeat', strokes: [tile(BLUE), line('M4 8V6.5h7.5L10 5M12 8v1.5H4.5L6 11', '#fff', 1.4)] },
  '🔍': { name: 'finding', strokes: [line('M11 6.8a4.2 4.2 0 11-8.4 0 4.2 4.2 0 018.4 0M10 10l4 4', BLUE)] },
  '🧪': {
    name: 'drill',
    strokes: [line('M5.5 2.5h5M6.3 2.5v9a1.7 1.7 0 003.4 0v-9', GREEN, 1.6), line('M8 9v2', GREEN, 2)],
  },
  '💬': { name: 'words', strokes: [{ path: 'M2 3h12v8H8l-3.5 3v-3H2z', color: BLUE }] },
  '⛔': { name: 'no entry', strokes: [disc(RED), line('M4.8 8h6.4', '#fff', 2.2)] },
  '🚫': { name: 'forbidden', strokes: [disc(RED), disc('#f7f1f1', 4.8), line('M4.5 4.5l7 7', RED)] },
  '⚠': {
    name: 'warning',
    strokes: [fill('M8 1.8L15 14H1z', AMBER), line('M8 6.2v3.6M8 11.9v.01', '#3a2c05', 1.6)],
  },
  '🚨': {
    name: 'alarm',
    strokes: [
      fill('M4 11V8a4 4 0 018 0v3z', RED),
      fill('M2.5 11h11v2.5h-11z', GREY),
      line('M8 1v1.5M2.5 3l1 1M13.5 3l-1 1', RED, 1.3),
    ],
  },
  '⏳': hourglass(),
  '⌛': hourglass(),
  '⏰': { name: 'alarm clock', strokes: [disc(RED), disc('#fbf7f4', 4.8), line('M8 5.3V8l2 1.2', '#33302f', 1.2)] },
  '📝': {
    name: 'memo',
    strokes: [
      fill('M2.5 1.5H11v13H2.5z', '#dfe5ea'),
      line('M4.5 4.5H9M4.5 7H9M4.5 9.5H7', GREY, 1.1),
      line('M8.5 12l5-6', AMBER, 2),
    ],
  },
  '📎': {
    name: 'paper clip',
    strokes: [
      line('M11.5 5.5l-5 5a1.5 1.5 0 01-2.1-2.1l5.5-5.5a2.6 2.6 0 013.7 3.7l-5.8 5.8a3.6 3.6 0 01-5.1-5.1', GREY, 1.4),
    ],
  },
  '🚀': {
    name: 'rocket',
    strokes: [
      fill('M14 2c-4 0-7 2.5-8.5 6L8 10.5C11.5 9 14 6 14 2z', '#aeb9c4'),
      fill('M6.5 5.5L3 7l2.3 1.5zM10.5 9.5L9 13l-1.5-2.3z', RED),
      fill('M4.5 9.5L2 14l4.5-2.5z', '#f0872b'),
      fill('M10.5 4.3a1.2 1.2 0 100 2.4 1.2 1.2 0 000-2.4z', BLUE),
    ],
  },
  '👀': {
    name: 'eyes',
    strokes: [
      fill('M4.5 3.5a3 4.5 0 100 9 3 4.5 0 000-9zM11.5 3.5a3 4.5 0 100 9 3 4.5 0 000-9z', '#c9d1d8'),
      fill('M4 7a1.4 2 0 100 4 1.4 2 0 000-4zM11 7a1.4 2 0 100 4 1.4 2 0 000-4z', '#2b2626'),
    ],
  },
  '🔒': { name: 'lock', strokes: [line('M5.5 7V5a2.5 2.5 0 015 0v2', GREY, 1.5), fill('M3.5 7h9v6.5h-9z', AMBER)] },
};

function circle(name: string, color: string): Drawing {
  return { name: `${name} circle`, strokes: [disc(color, 6.4)] };
}

function disc(color: string, radius = 7): Stroke {
  const across = radius * 2;
  const arc = `a${radius} ${radius} 0 1 0`;
  return fill(`M${8 - radius} 8${arc} ${across} 0${arc} ${-across} 0`, color);
}

function tile(color: string): Stroke {
  return fill('M4 1.5h8A2.5 2.5 0 0114.5 4v8a2.5 2.5 0 01-2.5 2.5H4A2.5 2.5 0 011.5 12V4A2.5 2.5 0 014 1.5z', color);
}

function fill(path: string, color: string): Stroke {
  return { path, color };
}

function line(path: string, color: string, width = 1.8): Stroke {
  return { path, color, width };
}

function hourglass(): Drawing {
  const strokes = [
    fill('M4 2h8v2.5L9 8l3 3.5V14H4v-2.5L7 8 4 4.5z', '#cfdae3'),
    fill('M5.5 13.2L8 10l2.5 3.2zM6 5h4L8 7.5z', AMBER),
    line('M3.5 2h9M3.5 14h9', '#a0703a', 1.5),
  ];
  return { name: 'hourglass', strokes };
}
