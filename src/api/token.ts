import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { sql } from 'kysely';
import type { Actor, Role } from '#platform/access.ts';
import type { Env } from '#platform/http/env.ts';
import type { System } from '#platform/system.ts';
import { problem } from './problem.ts';

/** A token is kept as its hash, like a password that needs no salt: 256 bits of chance. */
export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('hex');

interface Found {
  personId: number;
  roleHeldId: number;
  role: Role;
  placeId: number;
  schools: number[];
}

/** The actor behind a token: one role at one place, held on this day, and nothing else its owner may have. Nobody, once their account is locked. */
export async function actorOfToken(system: System, token: string): Promise<Actor | undefined> {
  const day = system.today();
  const { rows } =
    await sql<Found>`select r.person_id as "personId", r.role_held_id as "roleHeldId", r.role, r.place_id as "placeId",
      array(select s.place_id from platform.place_within s join directory.place p on p.place_id = s.place_id and p.kind = 'school'
        where s.within_id = r.place_id and s.from_day <= ${day} and ${day} < s.until_day) as schools
    from platform.api_token t join platform.role_held r on r.role_held_id = t.role_held_id
    where t.token_hash = ${hashOfToken(token)} and t.revoked_at is null and t.expires_at > ${system.clock.now()}
      and r.from_day <= ${day} and ${day} < r.until_day
      and not exists (select from platform.account a where a.person_id = r.person_id and a.disabled_at is not null)`.execute(
      system.database.tables,
    );
  const [found] = rows;
  if (!found) return undefined;
  const { personId, schools, ...held } = found;
  return { kind: 'person', name: `token:${held.roleHeldId}:person:${personId}`, personId, roles: [held], schools, day };
}

/** Machines come with a token; a person's browser session serves too, for trying the API from its page. */
export const identifyToken: MiddlewareHandler<Env> = async (ask, next) => {
  const [scheme, token] = (ask.req.header('authorization') ?? '').split(' ');
  if (scheme === 'Bearer' && token) {
    const actor = await actorOfToken(ask.var.system, token);
    if (!actor) return problem(ask, 401, 'token', 'This token is not known, has expired or was revoked.');
    ask.set('actor', actor);
    ask.set('language', 'en');
  }
  if (ask.var.actor.kind === 'visitor') return problem(ask, 401, 'token', 'Send a token: Authorization: Bearer …');
  await next();
};
