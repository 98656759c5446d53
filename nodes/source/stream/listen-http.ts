import { openResponse } from '../open-response.ts';
import { basicAuthorisation, type Listen, longestMessage } from './listen.ts';

/** Lines of JSON; the end of the answer is the end of the readings. */
export const listenHttp: Listen = async ({ url, credentials, signal, opened, message }) => {
  try {
    const headers = { accept: 'application/x-ndjson, application/json', ...basicAuthorisation(credentials) };
    const response = await openResponse(url, { signal, headers });
    opened();
    const decoder = new TextDecoder();
    const lines = new Lines(message);
    for await (const piece of response.body ?? []) lines.take(decoder.decode(piece, { stream: true }));
    lines.take(`${decoder.decode()}\n`);
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
};

/** Cuts text into lines. Of a line that is too long only the beginning is held. */
class Lines {
  readonly #line: (text: string) => void;
  #held = '';

  constructor(line: (text: string) => void) {
    this.#line = line;
  }

  take(text: string): void {
    const [first = '', ...rest] = text.split('\n');
    if (this.#held.length <= longestMessage) this.#held += first;
    for (const next of rest) {
      if (this.#held.trim() !== '') this.#line(this.#held);
      this.#held = next;
    }
  }
}
