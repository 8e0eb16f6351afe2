/** As much of oidc-provider (which carries no types) as our tests use. */
declare module 'oidc-provider' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

  interface GrantOf {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  interface ContextOf {
    oidc: { client: { clientId: string }; session: { accountId: string } };
  }

  export default class Provider {
    constructor(issuer: string, configuration: object);
    callback(): RequestListener;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
    Grant: new (of: {
      clientId: string;
      accountId: string;
    }) => GrantOf;
    static Context: ContextOf;
  }
}
