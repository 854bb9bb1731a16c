// Requests to the management port. The access token is kept in memory only, and sent with each of them.
import { connection } from './connection.js';

/** An answer that is a problem (RFC 9457), or none at all (status 0). */
export class Problem extends Error {
  constructor(status, body = {}) {
    super(body.detail ?? body.title ?? (status === 0 ? 'This process does not answer.' : `The answer has status ${status}.`));
    this.status = status;
    this.body = body;
  }
}

/** Fires `refused` when a request needs a token, or another one. */
class Session extends EventTarget {
  #token = '';
  #renew = null;

  /** @param renew gives the next token when this one has expired, or null; absent if there is no way */
  begin(token, renew = null) {
    this.#token = token;
    this.#renew = renew;
  }

  get headers() {
    return this.#token ? { Authorization: `Bearer ${this.#token}` } : {};
  }

  /** Whether the request may be sent again with another token. */
  async renewed() {
    const renew = this.#renew;
    this.#renew = null;
    const next = await renew?.();
    if (next) {
      this.begin(next.token, next.renew);
    }
    return Boolean(next);
  }

  refuse(status) {
    this.dispatchEvent(new CustomEvent('refused', { detail: status }));
  }
}

export const session = new Session();

/** A GET. @returns the JSON of the answer @throws Problem */
export function get(path, signal) {
  return send('GET', path, undefined, signal);
}

/** A POST, without a body if there is none to send. */
export function post(path, body) {
  return send('POST', path, body);
}

async function send(method, path, body, signal) {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const response = await request(path, {
    method, signal, body: body === undefined ? undefined : JSON.stringify(body), headers: { Accept: 'application/json', ...json },
  });
  const text = await response.text();
  const content = text && (response.headers.get('Content-Type') ?? '').includes('json') ? JSON.parse(text) : {};
  if (!response.ok) {
    throw new Problem(response.status, content);
  }
  return content;
}

/** Sends a request with the token. @returns the answer, whatever its status @throws Problem if there is none */
export async function request(path, options) {
  const response = await attempt(path, options);
  if (response.status === 401 && await session.renewed()) {
    return attempt(path, options);
  }
  if (response.status === 401 || response.status === 403) {
    session.refuse(response.status);
  }
  return response;
}

async function attempt(path, options) {
  try {
    const response = await fetch(path, { ...options, cache: 'no-store', headers: { ...options.headers, ...session.headers } });
    connection.answered(response.status);
    return response;
  } catch (failure) {
    if (failure.name !== 'AbortError') {
      connection.lost();
    }
    throw options.signal?.aborted ? failure : new Problem(0);
  }
}
