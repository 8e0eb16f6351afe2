import { etag } from 'hono/etag';
import { apiPart } from './part.ts';
import { places } from './places.ts';
import { plans } from './plans.ts';
import { problemOf } from './problem.ts';
import { readings } from './readings.ts';
import { schools } from './schools.ts';
import { identifyToken } from './token.ts';

/** The API for machines: the same rules as the pages, from the same schemas as its description. */
export const api = apiPart();
api.onError(problemOf);
api.use('/v1/*', identifyToken, etag());
api.use('/v1/*', async (ask, next) => {
  await next();
  // Kept by whoever asked alone, and asked for again by its ETag; another token is another answer.
  ask.header('cache-control', 'private, no-cache');
  ask.header('vary', 'authorization, cookie', { append: true });
});

for (const part of [places, schools, plans, readings]) api.route('/', part);

api.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
api.doc31('/openapi.json', {
  openapi: '3.1.0',
  info: {
    title: 'Rông',
    version: '1',
    description:
      'Places, people, classes, enrolment, plans, targets and readings. Every answer passes the same rules as the pages; lists are pages with a cursor; answers carry an ETag; faults are RFC 9457 problems.',
  },
  servers: [{ url: '/api' }],
});
