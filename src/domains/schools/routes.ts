import { routes } from '#platform/http/env.ts';
import { assignmentRoutes } from './screens/assignments.tsx';
import { attendanceRoutes } from './screens/attendance.tsx';
import { attendanceMonthRoutes } from './screens/attendance-month.tsx';
import { attendanceOverviewRoutes } from './screens/attendance-overview.tsx';
import { classRoutes } from './screens/classes.tsx';
import { homeRoutes } from './screens/home.tsx';
import { previewRoutes } from './screens/import-preview.tsx';
import { importWorkRoutes } from './screens/import-work.tsx';
import { importRoutes } from './screens/imports.tsx';
import { lessonFormRoutes } from './screens/lesson-form.tsx';
import { lessonRoutes } from './screens/lessons.tsx';
import { promoteRoutes } from './screens/promote.tsx';
import { pupilRoutes } from './screens/pupil.tsx';
import { pupilActRoutes } from './screens/pupil-act-routes.tsx';
import { pupilFormRoutes } from './screens/pupil-form-routes.tsx';
import { pupilsRoutes } from './screens/pupils.tsx';
import { staffRoutes } from './screens/staff.tsx';
import { staffFormRoutes } from './screens/staff-form-routes.tsx';
import { timetableRoutes } from './screens/timetable.tsx';
import { timetableFormRoutes } from './screens/timetable-form.tsx';
import { transferRoutes } from './screens/transfers.tsx';
import { yearRoutes } from './screens/years.tsx';

/** The pages of schools: /schools/:schoolId/… and /school-years. */
export const schoolsRoutes = routes();
for (const some of [
  homeRoutes,
  classRoutes,
  promoteRoutes,
  pupilsRoutes,
  pupilRoutes,
  pupilActRoutes,
  pupilFormRoutes,
  staffRoutes,
  staffFormRoutes,
  assignmentRoutes,
  transferRoutes,
  importRoutes,
  previewRoutes,
  importWorkRoutes,
  yearRoutes,
  attendanceRoutes,
  attendanceMonthRoutes,
  attendanceOverviewRoutes,
  timetableRoutes,
  timetableFormRoutes,
  lessonRoutes,
  lessonFormRoutes,
])
  schoolsRoutes.route('/', some);
