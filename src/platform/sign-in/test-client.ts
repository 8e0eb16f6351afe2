import { makeWeb } from '../../routes.ts';
import type { System } from '../system.ts';
import { identify } from './identify.ts';

interface Given {
  form?: Record<string, string>;
  json?: unknown;
  headers?: Record<string, string>;
}

/** A browser without a screen, for tests: keeps cookies, follows nothing, says where its requests come from. */
export class TestClient {
  readonly cookies = new Map<string, string>();
  private readonly web: ReturnType<typeof makeWeb>;
  private readonly origin: string;

  constructor(system: System) {
    this.web = makeWeb(system, identify);
    this.origin = new URL(system.settings.publicUrl).origin;
  }

  async ask(path: string, given: Given = {}): Promise<Response> {
    const sends = given.form !== undefined || given.json !== undefined;
    const answer = await this.web.request(`${this.origin}${path}`, {
      method: sends ? 'POST' : 'GET',
      headers: {
        'sec-fetch-site': 'same-origin',
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(given.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...given.headers,
      },
      ...(given.form ? { body: new URLSearchParams(given.form) } : {}),
      ...(given.json === undefined ? {} : { body: JSON.stringify(given.json) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  signIn(login: string, password: string, more: Record<string, string> = {}): Promise<Response> {
    return this.ask('/sign-in', { form: { login, password, ...more } });
  }

  /** The page's status: 200 for who is signed in, a way to the door for a visitor. */
  async isIn(): Promise<boolean> {
    return (await this.ask('/account')).status === 200;
  }
}
