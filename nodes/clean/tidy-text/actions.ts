import type { TidyParams } from './params.ts';

/** One thing that is done to a text: in SQL for cells, and in the same way here for the levels of a category. */
export interface Action {
  /** “12 values were trimmed.” */
  readonly done: string;
  sql(text: string): string;
  /** Undefined where nothing is left. */
  text(text: string): string | undefined;
}

/** Whitespace as Unicode has it: RE2's \s knows ASCII only, and not the vertical tab. */
const space = '[\\s\\x0B\\x{85}\\p{Z}]';
const spaceHere = '[\\t\\n\\v\\f\\r\\u0085\\p{Z}]';

/** Control characters but for whitespace, zero-width space, word joiner, byte order mark. Joiners that shape letters stay. */
const control = '[\\x00-\\x08\\x0E-\\x1F\\x7F-\\x{84}\\x{86}-\\x{9F}\\x{200B}\\x{2060}\\x{FEFF}]';
const controlHere = '[\\0-\\x08\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F\\u200B\\u2060\\uFEFF]';

const replaced = (done: string, [sql, here]: readonly [string, string], by: string): Action => ({
  done,
  sql: (text) => `regexp_replace(${text}, '${sql}', '${by}', 'g')`,
  text: (text) => text.replace(new RegExp(here, 'gu'), by),
});

/** The actions that are asked for, in the order in which they are done. */
export const actionsOf = (settings: TidyParams): readonly Action[] => [
  ...(settings.normalize
    ? [
        {
          done: 'had letters written in another way',
          sql: (text: string) => `nfc_normalize(${text})`,
          text: (text: string) => text.normalize('NFC'),
        },
      ]
    : []),
  ...(settings.strip ? [replaced('lost control characters', [control, controlHere], '')] : []),
  ...(settings.collapse ? [replaced('had spaces collapsed', [`${space}+`, `${spaceHere}+`], ' ')] : []),
  ...(settings.trim ? [replaced('were trimmed', [`^${space}+|${space}+$`, `^${spaceHere}+|${spaceHere}+$`], '')] : []),
  ...caseOf(settings.letterCase),
  ...(settings.emptyToMissing
    ? [
        {
          done: 'were empty and became missing',
          sql: (text: string) => `nullif(${text}, '')`,
          text: (text: string) => text || undefined,
        },
      ]
    : []),
];

const caseOf = (letterCase: TidyParams['letterCase']): readonly Action[] => {
  if (letterCase === 'keep') return [];
  const upper = letterCase === 'upper';
  return [
    {
      done: `became ${upper ? 'capital' : 'small'} letters`,
      sql: (text) => `${letterCase}(${text})`,
      text: (text) => (upper ? text.toUpperCase() : text.toLowerCase()),
    },
  ];
};

/** A column by all of them, one inside the other. */
export const tidySql = (column: string, actions: readonly Action[]): string =>
  actions.reduce((sql, action) => action.sql(sql), column);

export const tidyLevels = (levels: readonly string[], actions: readonly Action[]): readonly string[] => {
  const tidied = levels.map((level) =>
    actions.reduce<string | undefined>((text, action) => (text === undefined ? text : action.text(text)), level),
  );
  return [...new Set(tidied)].filter((level) => level !== undefined);
};
