import { setCookie } from 'hono/cookie';
import { type Ask, routes } from '#platform/http/env.ts';
import { type DeskKind, findDesk, seatCookie } from './desk.ts';
import { myChildrenPage } from './family/my-children.tsx';
import { figurePage } from './school/figure.tsx';
import { mySchoolPage } from './school/my-school.tsx';
import { boardPage } from './targets/board.tsx';
import { boardPaper, boardSheet, targetPaper, unitsSheet } from './targets/exports.ts';
import { quietPage } from './targets/quiet.tsx';
import { targetPage } from './targets/target.tsx';
import { unitPage, unitsPage } from './targets/units.tsx';
import { myClassesPage } from './teacher/my-classes.tsx';
import { portalPage } from './visitor/portal.tsx';

/** Where each kind of person begins. */
const homes: Record<DeskKind, string> = {
  province: '/board',
  district: '/board',
  school: '/my-school',
  teacher: '/my-classes',
  family: '/my-children',
  visitor: '/portal',
};

/** The role one works in from now on, out of those one holds. It opens nothing that the others do not. */
async function chooseSeat(ask: Ask): Promise<Response> {
  const form = await ask.req.parseBody();
  const desk = await findDesk(ask);
  const seat = desk.seats.find(one => String(one.roleHeldId) === form.role);
  if (seat) {
    setCookie(ask, seatCookie, String(seat.roleHeldId), {
      httpOnly: true,
      sameSite: 'Lax',
      path: '/',
      maxAge: 31_536_000,
      secure: ask.var.system.settings.publicUrl.startsWith('https:'),
    });
  }
  return ask.redirect('/', 303);
}

export const deskRoutes = routes()
  .get('/', async ask => ask.redirect(homes[(await findDesk(ask)).kind], 303))
  .post('/desk', chooseSeat)
  .get('/portal', portalPage)
  .get('/board', boardPage)
  .get('/board/quiet', quietPage)
  .get('/board.xlsx', boardSheet)
  .get('/board.pdf', boardPaper)
  .get('/plans/:planId/targets/:targetId', targetPage)
  .get('/plans/:planId/targets/:targetId/target.pdf', targetPaper)
  .get('/plans/:planId/targets/:targetId/units', unitsPage)
  .get('/plans/:planId/targets/:targetId/units.xlsx', unitsSheet)
  .get('/plans/:planId/targets/:targetId/units/:placeId', unitPage)
  .get('/my-school', mySchoolPage)
  .get('/schools/:schoolId/figures/:indicator', figurePage)
  .get('/my-classes', myClassesPage)
  .get('/my-children', myChildrenPage);
