import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Lets in one browser: a token that works once is exchanged for a cookie that only the browser's own requests carry. */
export class SessionGuard {
  #token: string | undefined = randomBytes(24).toString('base64url');
  readonly #session = randomBytes(24).toString('base64url');
  #cookie = 'millrace';

  get token(): string | undefined {
    return this.#token;
  }

  /** Browsers keep one jar for all ports of an address, so each port has a cookie of its own. */
  useAt(port: number): void {
    this.#cookie = `millrace-${port}`;
  }

  /** The cookie to set for a request that brings the token, which is worth nothing afterwards. */
  exchange(given: string | null): string | undefined {
    if (!given || !this.#token || !same(given, this.#token)) return undefined;
    this.#token = undefined;
    return `${this.#cookie}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  isKnown(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    return cookies.some((cookie) => same(cookie, `${this.#cookie}=${this.#session}`));
  }
}
