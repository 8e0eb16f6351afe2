import { createRoute, OpenAPIHono, type RouteConfig, type z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { type Actor, type Role, roleAt } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import type { Env } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { problem } from './problem.ts';
import { Problem } from './schemas.ts';

/** Who may read the records of a school by machine: those who run it, and those above it. */
export const RECORDS: readonly Role[] = ['leader', 'officer', 'admin', 'principal', 'deputy', 'clerk'];
/** Figures are for everyone who works there. */
export const FIGURES: readonly Role[] = [...RECORDS, 'accountant', 'librarian', 'teacher'];

const answers = <T extends z.ZodType>(schema: T) => ({
  200: { description: 'As asked.', content: { 'application/json': { schema } } },
  400: { description: 'The request is not right.', content: { 'application/problem+json': { schema: Problem } } },
  401: {
    description: 'No token, or one that no longer holds.',
    content: { 'application/problem+json': { schema: Problem } },
  },
  404: {
    description: 'Not there, or not for this token.',
    content: { 'application/problem+json': { schema: Problem } },
  },
});

export const get = <P extends RouteConfig['request'], T extends z.ZodType>(
  path: string,
  summary: string,
  request: P,
  schema: T,
) => createRoute({ method: 'get', path, summary, security: [{ token: [] }], request, responses: answers(schema) });

/** A place at which the actor must hold one of the roles, or it is not there for them. */
export async function mustHold(
  db: Query<'steering'>,
  actor: Actor,
  wanted: readonly Role[],
  placeId: number,
): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select ${roleAt(actor, wanted, placeId)} as may`.execute(db);
  if (!rows[0]?.may) throw new NotAllowed();
}

/** One part of the API; a faulty parameter is answered by its name in all of them. */
export const apiPart = () =>
  new OpenAPIHono<Env>({
    defaultHook: (result, ask) => {
      if (result.success) return undefined;
      return problem(
        ask,
        400,
        'request',
        'Some parameters are not right.',
        result.error.issues.map(issue => ({ path: issue.path.join('.'), detail: issue.message })),
      );
    },
  });
