/** Light or dark. */
export type Theme = 'light' | 'dark';

const dark = {
  canvas: '#0e1117',
  panel: '#12161e',
  card: '#171b24',
  border: '#2a3140',
  line: '#1f2532',
  text: '#e8ecf4',
  'text-2': '#a7b0c0',
  'text-3': '#8791a3',
  wire: '#5b667a',
  accent: '#3b82f6',
  'accent-text': '#7db4ff',
  'family-source': '#4a90ff',
  'family-clean': '#3fe0c0',
  'family-split': '#bdb2ff',
  'family-train': '#ff8a5e',
  'family-tune': '#f0da48',
  'family-evaluate': '#e2508f',
  'family-unknown': '#7d8799',
  'status-reused': '#7fd1e8',
  info: '#7db4ff',
  warning: '#f5b83d',
  error: '#ff6b6b',
  good: '#3dd68c',
} as const;

export type Token = keyof typeof dark;

/** The design's tokens, as the window has them, for what is drawn without one. */
export const palettes: Readonly<Record<Theme, Readonly<Record<Token, string>>>> = {
  dark,
  light: {
    canvas: '#f5f6f9',
    panel: '#fbfbfd',
    card: '#ffffff',
    border: '#dde1e9',
    line: '#e6e9ef',
    text: '#141821',
    'text-2': '#525c6e',
    'text-3': '#616b7d',
    wire: '#7f8a9d',
    accent: '#1f6feb',
    'accent-text': '#1554ba',
    'family-source': '#2b50c8',
    'family-clean': '#0b9187',
    'family-split': '#8a5cf0',
    'family-train': '#cf5f1b',
    'family-tune': '#86590a',
    'family-evaluate': '#9a1457',
    'family-unknown': '#667085',
    'status-reused': '#0e7490',
    info: '#1a5fd0',
    warning: '#946000',
    error: '#c9281c',
    good: '#15803d',
  },
};
