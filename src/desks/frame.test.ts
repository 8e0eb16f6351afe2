import { expect, test } from 'vitest';
import { visitor } from '#platform/access.ts';
import { useSystem } from '../../test/database.ts';
import { makeWeb } from '../routes.ts';
import type { Desk, DeskKind } from './desk.ts';
import { entriesOf } from './frame.ts';
import { t } from './words.ts';

const world = useSystem();

const seatAt = (desk: DeskKind): Desk => ({
  kind: desk,
  seat: { roleHeldId: 1, role: 'officer', placeId: 12, placeKind: 'school', placeName: 'x', desk },
  seats: [],
});

test('everything a desk offers leads to a page that exists', () => {
  const web = makeWeb(world(), async (context, next) => {
    context.set('actor', visitor('2023-11-24'));
    await next();
  });
  const patterns = web.routes
    .filter(route => route.method === 'GET')
    .map(route => new RegExp(`^${route.path.replaceAll(/:\w+(\{[^}]*\})?/g, '[^/]+').replaceAll('*', '.*')}$`));
  const kinds: DeskKind[] = ['province', 'district', 'school', 'teacher', 'family', 'visitor'];
  const dead = kinds.flatMap(kind =>
    entriesOf(seatAt(kind), t('vi')).filter(({ href }) => !patterns.some(pattern => pattern.test(href))),
  );
  expect(dead.map(entry => entry.href)).toEqual([]);
});
