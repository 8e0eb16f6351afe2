import { Hono } from 'hono';
import { SampleBoard } from './board.tsx';
import { SampleParts } from './parts.tsx';
import { SampleTarget } from './target.tsx';

/** Every part of the look with sample data; for development only. */
export const galleryRoutes = new Hono()
  .get('/gallery', context => context.redirect('/gallery/parts'))
  .get('/gallery/board', context => context.html(<SampleBoard />))
  .get('/gallery/wall', context => context.html(<SampleBoard wall />))
  .get('/gallery/target', context => context.html(<SampleTarget />))
  .get('/gallery/parts', context => context.html(<SampleParts />));
