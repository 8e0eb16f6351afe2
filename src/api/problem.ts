import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Env } from '#platform/http/env.ts';
import { factsOf, isBadValue } from '#platform/http/fault-facts.ts';
import { NotAllowed, Refusal } from '#platform/refusal.ts';

/** Faults as RFC 9457: a code that stays, words that may change, and the id to ask us about. */
export function problem(
  ask: Context<Env>,
  status: 400 | 401 | 404 | 409 | 422 | 500,
  code: string,
  detail: string,
  faults?: { path: string; detail: string }[],
): Response {
  const body = {
    type: `/api#${code}`,
    title: code,
    status,
    detail,
    instance: ask.var.requestId,
    ...(faults ? { faults } : {}),
  };
  return ask.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}

export function problemOf(fault: Error, ask: Context<Env>): Response {
  if (fault instanceof NotAllowed)
    return problem(ask, 404, 'not-found', 'There is no such thing, or this token may not see it.');
  if (fault instanceof Refusal)
    return problem(
      ask,
      422,
      fault.code,
      fault.said[ask.var.language],
      fault.field ? [{ path: fault.field, detail: fault.said[ask.var.language] }] : undefined,
    );
  if (fault instanceof HTTPException) return problem(ask, 400, 'request', fault.message);
  ask.var.system.log.error({ requestId: ask.var.requestId, ...factsOf(fault) }, 'api request failed');
  if (isBadValue(fault))
    return problem(ask, 400, 'request', 'A value is not right: a day that does not exist, a number too large.');
  return problem(ask, 500, 'fault', 'Something went wrong on our side; nothing was changed.');
}
