import { Hono, type MiddlewareHandler } from 'hono';
import { directoryRoutes } from '#directory';
import { enterComments, enterMarks, gradebookRoutes } from '#gradebook';
import { catalogue } from '#indicators';
import type { Env } from '#platform/http/env.ts';
import { notFound, onFault } from '#platform/http/faults.tsx';
import {
  compressPages,
  headers,
  keepPrivate,
  limitBody,
  readableForm,
  requestId,
  requestLog,
  sameSiteOnly,
} from '#platform/http/guard.ts';
import { health } from '#platform/http/health.ts';
import { offlineCommand, outboxRoutes, sayPerson } from '#platform/http/outbox.ts';
import { outboxPage } from '#platform/http/outbox-page.tsx';
import { useFrame } from '#platform/http/screen.tsx';
import { mailRoutes } from '#platform/mail/mailbox.tsx';
import { signInRoutes } from '#platform/sign-in/routes.ts';
import { signingRoutes } from '#platform/signing/routes.ts';
import type { System } from '#platform/system.ts';
import { schoolsRoutes, takeAttendance } from '#schools';
import { setIndicatorCatalogue, steeringRoutes } from '#steering';
import { transcriptsRoutes } from '#transcripts';
import { assetRoutes } from '#ui';
import { api } from './api/api.ts';
import { apiPage } from './api/page.tsx';
import { tokenRoutes } from './api/tokens.tsx';
import { accountDeskRoutes } from './desks/accounts/routes.tsx';
import { frame } from './desks/frame.ts';
import { deskRoutes } from './desks/routes.ts';

/** Which URLs exist: one line a domain, each lists its own. */
export function makeWeb(system: System, identify: MiddlewareHandler<Env>): Hono<Env> {
  const web = new Hono<Env>();
  useFrame(frame);
  setIndicatorCatalogue(catalogue);
  web.use(async (ask, next) => {
    ask.set('system', system);
    await next();
  });
  web.route('/', health);
  web.route('/', assetRoutes);
  web.use(
    requestId,
    requestLog,
    headers,
    keepPrivate,
    compressPages,
    sameSiteOnly,
    identify,
    sayPerson,
    limitBody,
    readableForm,
  );
  web.route('/', signInRoutes);
  web.route('/', outboxPage);
  web.route(
    '/',
    outboxRoutes(offlineCommand(enterMarks), offlineCommand(enterComments), offlineCommand(takeAttendance)),
  );
  web.route('/', mailRoutes);
  web.route('/', signingRoutes);
  web.route('/', apiPage);
  web.route('/', tokenRoutes);
  web.route('/api', api);
  web.route('/', directoryRoutes);
  web.route('/', schoolsRoutes);
  web.route('/', gradebookRoutes);
  web.route('/', transcriptsRoutes);
  web.route('/', steeringRoutes);
  web.route('/', deskRoutes);
  web.route('/', accountDeskRoutes);
  web.onError(onFault);
  web.notFound(notFound);
  return web;
}
