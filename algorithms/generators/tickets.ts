import { createRandom, type Random } from '../random/random.ts';
import { asTarget, type GeneratedColumn, type Generator, level } from './generated.ts';

const classes = {
  billing: {
    things: ['invoice', 'bill', 'payment', 'card charge', 'refund', 'receipt', 'direct debit'],
    troubles: ['is wrong', 'was charged twice', 'is higher than agreed', 'has not come back', 'shows the old price'],
    asks: ['please correct the amount', 'I want my money back', 'send me a new invoice', 'why do I pay more now'],
  },
  login: {
    things: ['password', 'account', 'login page', 'two-factor code', 'user name', 'sign-in link'],
    troubles: ['is not accepted', 'is locked', 'has expired', 'does not arrive', 'keeps sending me back'],
    asks: ['please reset it', 'unlock my access', 'how can I sign in again', 'send a new code'],
  },
  delivery: {
    things: ['parcel', 'order', 'delivery', 'shipment', 'package', 'courier'],
    troubles: ['is late', 'went to a wrong address', 'arrived damaged', 'is lost', 'has no tracking number'],
    asks: ['where is it now', 'please send it again', 'change the address', 'when will it come'],
  },
  bug: {
    things: ['app', 'export', 'screen', 'search', 'upload', 'report page', 'latest version'],
    troubles: ['crashes', 'freezes at the start', 'shows an error message', 'is blank', 'loses my data'],
    asks: ['please fix this', 'is there a workaround', 'when is the next update', 'I attach the log'],
  },
  cancellation: {
    things: ['contract', 'subscription', 'membership', 'plan', 'renewal', 'trial'],
    troubles: ['should end this month', 'was renewed without my consent', 'is no longer needed', 'costs too much'],
    asks: ['please cancel it', 'confirm the end date', 'delete my data', 'I want to leave'],
  },
  question: {
    things: ['opening hours', 'manual', 'warranty', 'student discount', 'colours', 'spare parts'],
    troubles: ['are not on your site', 'is hard to find', 'is not clear to me', 'differs between two pages'],
    asks: ['can you tell me more', 'do you have a brochure', 'whom can I call', 'is there a list'],
  },
} as const;
type TicketClass = keyof typeof classes;
const names = Object.keys(classes) as readonly TicketClass[];

const openings = ['Hello,', 'Hi team,', 'Good morning,', 'Dear support,', 'To whom it may concern:', ''] as const;
const fillers = [
  'I have been a customer for years.',
  'This happened on Monday.',
  'I tried it three times.',
  'My colleague has the same.',
  'It worked last week.',
  'I am using the phone.',
  'Nobody answered my call.',
] as const;
const closings = ['Thanks!', 'Kind regards', 'Please hurry.', 'Thank you in advance.', ''] as const;
const channels = ['mail', 'form', 'chat', 'telephone'] as const;

const pick = <T>(random: Random, from: readonly T[]): T => from[random.below(from.length)] as T;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A letter swapped with the next, as fingers do. */
const mistyped = (random: Random, text: string): string => {
  const at = 1 + random.below(Math.max(1, text.length - 2));
  return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
};

const sentence = (random: Random, about: TicketClass): string => {
  const { things, troubles, asks } = classes[about];
  const forms = [
    () => `my ${pick(random, things)} ${pick(random, troubles)}.`,
    () => `the ${pick(random, things)} ${pick(random, troubles)}, ${pick(random, asks)}.`,
    () => `${pick(random, asks)}: ${pick(random, things)} ${pick(random, troubles)}.`,
    () => `I have a problem with the ${pick(random, things)}, it ${pick(random, troubles)}.`,
  ];
  return capital(pick(random, forms)());
};

const ticket = (random: Random, about: TicketClass, noise: number): string => {
  const other = pick(random, names);
  const parts = [
    pick(random, openings),
    sentence(random, about),
    random.next() < 0.5 ? pick(random, fillers) : '',
    random.next() < 0.4 ? sentence(random, about) : '',
    random.next() < 0.15 * noise ? sentence(random, other) : '',
    pick(random, closings),
  ];
  const text = parts.filter((part) => part !== '').join(' ');
  return random.next() < 0.2 * noise ? mistyped(random, text) : text;
};

/**
 * Letters to a help desk, of one of six classes, with sentences put together from parts. At noise 1 a seventh of them speak of
 * something else as well, and 5 % have a label drawn at random; `imbalance` is the share of the class `cancellation`.
 */
export const tickets: Generator = ({ rows, seed, noise, imbalance = 1 / 6 }) => {
  const random = createRandom(seed);
  const texts: string[] = [];
  const labels: string[] = [];
  const channel: string[] = [];
  const others = names.filter((name) => name !== 'cancellation');
  for (let row = 0; row < rows; row++) {
    const about = random.next() < imbalance ? 'cancellation' : pick(random, others);
    texts.push(ticket(random, about, noise));
    labels.push(random.next() < Math.min(1, 0.05 * noise) ? pick(random, names) : about);
    channel.push(pick(random, channels));
  }
  const text: GeneratedColumn = { name: 'text', type: 'text', role: 'feature', values: texts };
  return [text, level('channel', channel), asTarget(level('topic', labels))];
};
