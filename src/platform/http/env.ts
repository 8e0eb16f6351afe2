import { type Context, Hono } from 'hono';
import type { Actor } from '../access.ts';
import type { Domain, Query } from '../database/database.ts';
import { refuse } from '../refusal.ts';
import type { System } from '../system.ts';
import type { Language } from '../words.ts';
import { type Command, perform, read } from '../work.ts';

/** The account behind a request, where one has signed in. */
export interface SignedIn {
  accountId: number;
  personId: number;
  login: string;
  /** The hash that names this session in the list of sessions. */
  sessionHash: string;
}

/** What every request carries. */
export interface Env {
  Variables: {
    system: System;
    actor: Actor;
    signedIn: SignedIn | null;
    language: Language;
    requestId: string;
  };
}

export type Ask = Context<Env>;

/** A set of routes of a domain or a desk. */
export const routes = () => new Hono<Env>();

/**
 * Performs a command as whoever asks. A form may carry an outbox key in the header "Idempotency-Key"; visitors are many under
 * one name, so that one's key would answer another, and have none.
 */
export const performFor = <D extends Domain, I, O>(ask: Ask, command: Command<D, I, O>, input: I): Promise<O> => {
  const key = ask.var.actor.kind === 'visitor' ? undefined : ask.req.header('idempotency-key');
  if (key !== undefined && !/^[\w:.-]{1,100}$/.test(key)) {
    refuse('key-form', {
      vi: 'Idempotency-Key gồm 1 đến 100 chữ cái, chữ số hoặc dấu _ : . -',
      en: 'An Idempotency-Key has 1 to 100 letters, figures or _ : . -',
    });
  }
  return perform(ask.var.system, ask.var.actor, command, input, {
    requestId: ask.var.requestId,
    ...(key ? { key } : {}),
  });
};

/**
 * Reads as whoever asks, behind the wall. On a page of one school (":schoolId" in its address) the wall is drawn around that
 * school alone: nothing else is needed there, and an office's four hundred schools need not be compared with every row.
 */
export const readFor = <D extends Domain, T>(ask: Ask, domain: D, run: (db: Query<D>) => Promise<T>): Promise<T> => {
  const { actor, system } = ask.var;
  const schoolId = Number(ask.req.param('schoolId'));
  return read(system, actor.schools.includes(schoolId) ? { ...actor, schools: [schoolId] } : actor, domain, run);
};

/** A whole number out of the URL; anything else is a page that is not there. */
export const idFrom = (ask: Ask, name: string): number => {
  const text = ask.req.param(name) ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : -1;
};
